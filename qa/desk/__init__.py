"""The one place where the parts meet, and the Python API."""
