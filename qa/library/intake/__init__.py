"""Sources become what a library stores: read, cut and embedded here, in a process or on a cluster."""
