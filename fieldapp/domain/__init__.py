"""What a record is, and the rules: plain data and pure functions, standard library only.

Nothing here reads a file, a clock or the network; whatever changes from call to call is handed in.
"""
