"""Sources that are followed: what they are, when each was asked, and what has become of what they gave."""
