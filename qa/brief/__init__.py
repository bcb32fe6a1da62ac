"""Many topics become Briefings."""
