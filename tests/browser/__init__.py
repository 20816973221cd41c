"""The widget in a real browser: Debian's Chromium, the real edge and store, a dialogue without Rasa."""
