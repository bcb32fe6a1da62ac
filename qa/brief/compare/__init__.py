"""Agreement, difference and change across the sources."""
