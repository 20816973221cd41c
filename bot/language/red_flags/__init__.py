"""Which dangers a text reports."""
