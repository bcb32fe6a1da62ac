"""What keeps the tables of a catalog: a SQLite file, or a PostgreSQL server for several writing hosts."""
