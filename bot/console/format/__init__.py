"""How things look and what they are called on the pages."""
