"""Heads Up: questions about inversion therapy, and the check before a booking."""
