"""Personal data: one register of what is kept, from which export, erasure and retention follow."""
