"""The small networks that run here: their files, hashes and sessions."""
