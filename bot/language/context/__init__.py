"""A text in the light of what was shown, asked and said before."""
