"""The rules of the check: asking, recording, corrections, telling, choices. Pure."""
