"""Networks that the user adds from a hub: got once, held against their hashes at each load."""
