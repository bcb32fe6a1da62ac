"""Where passages are found by meaning beyond what is compared one by one: an index on disk, or a server."""
