"""Where people talk to the assistant: the web and Telegram."""
