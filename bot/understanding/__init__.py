"""Understanding a message: Rasa's pipeline components, and what Rasa learns from the checklist."""
