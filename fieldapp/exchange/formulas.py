"""Keeping a spreadsheet from taking a text for a formula, and taking that back.

Used for text files. A spreadsheet file has texts that are texts (`workbook`).
"""

import re

_CUT = r"(^|[;\t\r\n])"
_UNSEEN = r'(?:[^\S\t\r\n]|["\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])*'
_BEGINS = r"(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])"
_FORMULA = re.compile(f"{_CUT}({_UNSEEN}){_BEGINS}")
_MARKED = re.compile(f"{_CUT}'({_UNSEEN}){_BEGINS}")
"""Where a spreadsheet would begin to reckon. Beside the beginning of a cell this is the beginning
of a line and what follows a semicolon, because a spreadsheet set to French cuts cells there; it
drops quotes then, and white space and marks that nobody sees may stand before."""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return _FORMULA.sub(r"\1'\2", text)


def as_typed(text: str) -> str:
    """Return the text without the apostrophes that `harmless`, or somebody with the same care,
    has put in."""
    return _MARKED.sub(r"\1\2", text)
