"""The staff console: what was said is found, read, reviewed and exported here. A process of its own."""
