"""The engine that needs no model: it answers and summarises with exact sentences of the articles."""
