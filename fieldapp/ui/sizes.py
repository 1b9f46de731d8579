"""How large a file or the room on a stick is, in words of the person's language."""

from fieldapp.language import N_, Language


def size_in_words(language: Language, count: int) -> str:
    """Return a number of bytes as kB, MB or GB, with one digit where that tells more."""
    units = ((N_("{n} GB"), 1e9), (N_("{n} MB"), 1e6), (N_("{n} kB"), 1e3))
    unit, factor = next((each for each in units if count >= each[1]), units[-1])
    amount = count / factor
    shown = round(amount, 1) if amount < 10 else round(amount)
    return language.translate(unit).format(n=language.number(shown))
