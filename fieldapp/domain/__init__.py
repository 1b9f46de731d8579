"""What a record is, and the rules: plain data and pure functions, standard library only.

Nothing here reads a clock, the network or a person's file; whatever changes from call to call is
handed in. The code lists that come with the program are read once.
"""
