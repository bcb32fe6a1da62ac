"""Evidence becomes a Draft; only `verify` makes a checked Answer or Summary of it."""
