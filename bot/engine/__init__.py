"""The engine: Rasa's agent and its actions in this process, and the turn."""
