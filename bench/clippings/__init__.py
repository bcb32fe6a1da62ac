"""Clippings as readers meet them, written before a reader was changed for them; half are locked."""
