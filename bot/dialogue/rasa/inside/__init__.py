"""All that leans on the inside of one version of Rasa, and nothing else does.

Each shortcut has a test in tests/dialogue/inside/ that compares it with Rasa's own way; `version` refuses
to serve with another Rasa than the one they were compared with (docs/adr/0017-the-inside-of-rasa.md).
"""
