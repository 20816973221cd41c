"""What a text asks about, and what it wants."""
