"""The same assistant on Telegram: updates come in, are stored, are handled in order; letters go out."""
