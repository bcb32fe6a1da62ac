"""The layouts of news archives, wires and clippers as files, and what has to come out of them."""
