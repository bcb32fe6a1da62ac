"""What web clippers, read-later services and reference managers save."""
