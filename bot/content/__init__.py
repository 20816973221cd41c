"""The clinic's content: the schemas of its files, and the only reader of them."""
