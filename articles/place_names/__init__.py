"""Places with several names: the register as the program reads it, and what is done with it.

The names of a place are equal. Where all stand together they are in alphabetical order.
"""
