"""News archives: files that hold many articles, each layout read by a small file of its own."""
