"""The interactive terminal app (Textual)."""
