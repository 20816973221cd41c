"""Which conditions and medicines a text names, and what it says of them."""
