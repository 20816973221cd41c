"""The database itself: connections, waiting, columns, upgrades."""
