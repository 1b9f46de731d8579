"""The preset dictionaries that packs are compressed with: what nearly every fact says anyway.

A dictionary is part of the format: once released it never changes and is never removed, because
packs made with it stay for ever. `packaging/dictionary.py` makes a new one.
"""

from functools import cache

from fieldapp.paths import resource

NEWEST = 1
"""Number of the dictionary that new packs are made with."""


@cache
def dictionary(number: int) -> bytes | None:
    """Return a dictionary, or None where this version does not have it yet."""
    file = resource("dictionaries", f"{number}.bin")
    return file.read_bytes() if file.exists() else None
