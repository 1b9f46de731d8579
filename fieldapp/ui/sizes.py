"""How large a file or the room on a stick is, in words of the person's language."""

from fieldapp.language import N_, Language


def size_in_words(language: Language, count: int) -> str:
    """Return a number of bytes as megabytes or gigabytes, with one digit where that tells more."""
    unit, factor = (N_("{n} GB"), 1e9) if count >= 1e9 else (N_("{n} MB"), 1e6)
    amount = count / factor
    shown = round(amount, 1) if amount < 10 else round(amount)
    return language.translate(unit).format(n=language.number(shown))
