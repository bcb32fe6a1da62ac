"""Briefings as HTML, Word, Markdown, JSON and pages for a terminal."""
