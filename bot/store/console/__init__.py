"""What the staff console stores and reads."""
