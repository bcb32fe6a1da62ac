"""Questions about many articles at once: counts, rankings, overviews, and what these keep of each article."""
