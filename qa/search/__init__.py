"""A question becomes numbered Evidence."""
