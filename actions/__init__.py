"""Rasa's custom actions, one a file: they read the tracker and choose moves, and say nothing themselves."""
