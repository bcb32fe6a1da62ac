"""Many topics in one run: in parallel, resumable, within a budget, checked again later."""
