"""The staff console, on both databases and in a real browser."""
