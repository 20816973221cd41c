"""Rasa's custom actions, one a file. They translate: read the tracker, choose moves, say nothing themselves."""
