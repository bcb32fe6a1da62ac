"""The command line: parse, call the desk, print with show, exit code."""
