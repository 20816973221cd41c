"""What a text says. Pure: a text and its context in, an interpretation out."""
