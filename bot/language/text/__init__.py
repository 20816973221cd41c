"""From typed characters to words: one spelling, sentences, tokens."""
