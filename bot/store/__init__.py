"""Where conversations are kept: SQLite or PostgreSQL, one turn one transaction."""
