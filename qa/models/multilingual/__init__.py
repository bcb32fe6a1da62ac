"""The networks for other languages than English: a shared base, vectors in MiniLM's space, a reader."""
