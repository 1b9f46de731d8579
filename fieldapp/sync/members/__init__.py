"""Who is in the mission: signed documents and what follows from them, joining, leaving, keys.

Pure where it can be (`roster`, `register`, `scope_keys`, `chain`); `documents` writes into a
workspace what follows. Founding and inviting are in `sync.mission`, which the floors above use.
"""
