"""Articles become a searchable library on disk."""
