"""What is lost, or wrong, when processes are killed, power fails, files are damaged, many work."""
