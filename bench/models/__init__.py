"""What models add, and what they spoil: real models on this machine, beside none and beside a plain chain."""
