"""What a text answers to the asked question."""
