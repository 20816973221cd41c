"""What the console reads and hands out of a conversation."""
