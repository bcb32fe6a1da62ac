"""Commands that make briefings."""
