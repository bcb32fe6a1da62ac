"""The files of a library: SQLite catalog with full-text search."""
