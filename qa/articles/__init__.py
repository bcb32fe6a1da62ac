"""A file or URL becomes a clean Article."""
