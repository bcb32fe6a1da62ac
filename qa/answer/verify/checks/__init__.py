"""One file for each kind of check, and the registry that lists them."""
