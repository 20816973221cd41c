"""`make cluster-test`: several processes behind nginx over one PostgreSQL, under load."""
