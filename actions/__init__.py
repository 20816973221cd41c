"""Rasa's custom actions, one a file: they read the tracker, choose commands, and say nothing themselves."""
