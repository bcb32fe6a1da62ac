"""The check that every drafted sentence must pass before it is shown."""
