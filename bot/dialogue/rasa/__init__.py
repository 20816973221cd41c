"""Everything that leans on Rasa's inside."""
