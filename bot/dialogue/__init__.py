"""What chooses the next step of a conversation: the port, and Rasa behind it."""
