"""Sentences about real articles that no rule was made for, and what the checks do with them (README.md)."""
