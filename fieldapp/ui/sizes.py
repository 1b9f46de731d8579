"""Sizes of files as people read them."""

from fieldapp.language import N_, Language

_KILO = 1000


def size_shown(language: Language, count: int) -> str:
    """Return so many bytes in kB or MB, in the digits of the language."""
    if count < _KILO**2:
        return language.translate(N_("{n} kB")).format(n=language.number(max(1, count // _KILO)))
    figure = language.number(round(count / _KILO**2, 1))
    return language.translate(N_("{n} MB")).format(n=figure)
