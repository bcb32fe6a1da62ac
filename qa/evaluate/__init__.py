"""Cases, metrics and the quality gate."""
