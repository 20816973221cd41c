"""The words of a language, from its files in bot/knowledge."""
