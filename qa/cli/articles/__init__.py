"""Commands on the articles of a library."""
