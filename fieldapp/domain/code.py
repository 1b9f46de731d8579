"""Codes on papers and slips: printed, typed again when they come back, and found by them."""

import secrets
import unicodedata
from collections.abc import Iterable

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Nobody mistakes one of these for another, on paper or on the telephone."""

_MISREAD = str.maketrans({"O": "0", "I": "1"})
"""Papers of other makers have these letters; a pen and a tired eye make no difference."""


CODE_LETTERS = 8


def new_code() -> str:
    """Return a code that no paper has had."""
    return code_from(secrets.token_bytes(CODE_LETTERS))


def code_from(random: bytes) -> str:
    """Return the code that `CODE_LETTERS` random bytes give: "ABCD-2345"."""
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in random[:CODE_LETTERS])
    return f"{letters[:4]}-{letters[4:]}"


def folded(code: str) -> str:
    """Return what counts of a code, however it was typed: letters and digits alone, large, with
    Arabic digits as others, no matter whether a nought or an O was written."""
    plain = unicodedata.normalize("NFKC", code).upper()
    kept = (str(unicodedata.decimal(c, c)) for c in plain if c.isalnum())
    return "".join(kept).translate(_MISREAD)


def matching(typed: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that may be meant: the one typed, else those that one letter changed, left
    out, doubled or swapped with its neighbour makes of it. Nothing typed means none."""
    wanted = folded(typed)
    if not wanted:
        return ()
    known = {code: folded(code) for code in codes if folded(code)}
    exact = tuple(code for code, key in known.items() if key == wanted)
    return exact or tuple(code for code, key in known.items() if _one_off(key, wanted))


def _one_off(one: str, other: str) -> bool:
    """Say whether one letter changed, put in or left out makes the same of both, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        unlike = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = (
            len(unlike) == 2
            and unlike[1] == unlike[0] + 1
            and one[unlike[0]] == other[unlike[1]]
            and one[unlike[1]] == other[unlike[0]]
        )
        return len(unlike) == 1 or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
