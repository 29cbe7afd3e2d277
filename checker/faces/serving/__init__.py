"""What servers have in common: articles are read in a process of its own, so that a server answers at any time."""
