"""The parts of the screen that know nothing of each other."""
