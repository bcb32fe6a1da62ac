"""Strange input for everything that reads what others wrote: files of every kind, replies of models."""
