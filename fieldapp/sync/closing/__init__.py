"""When a laptop must say less: sealed, without contact, evacuated, or at its officer's departure.

The way back from being sealed is here, too. What closes the file itself is in `store.sealing`.
"""
