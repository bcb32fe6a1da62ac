"""The engine with a language model: what it is asked, and how its replies become drafts."""
