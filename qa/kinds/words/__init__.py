"""Questions and sentences taken apart by grammar: claims, events, sides of a comparison, enumerations."""
