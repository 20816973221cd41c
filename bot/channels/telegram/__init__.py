"""The same assistant on Telegram: updates are stored and handled in order; the outbox sends what is said."""
