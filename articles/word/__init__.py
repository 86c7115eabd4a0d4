"""Word files: one is read in a process of its own (`reading`), looked at, and taken into a draft."""
