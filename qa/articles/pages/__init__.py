"""Web pages become articles."""
