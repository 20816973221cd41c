"""A terminal client of the visitor API (`make chat`)."""
