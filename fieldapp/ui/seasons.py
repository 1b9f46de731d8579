"""What a season does to a meeting, in words."""

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.seasons import Spell
from fieldapp.language import N_, Language
from fieldapp.ui.components.text import dotted


def who_can_come(spell: Spell, language: Language) -> str:
    """Say who can come to a meeting in a season, and who cannot."""
    comma = language.translate(N_(", "))
    groups = comma.join(code_list("group").label(code, language) for code in spell.groups)
    turnout = code_list("turnout").label(spell.turnout, language)
    if groups and spell.turnout == "none":
        turnout = ""  # whom it keeps away is said beside it, and others may come
    kept = language.translate(N_("Cannot come: {groups}")).format(groups=groups) if groups else ""
    return dotted(turnout, kept)


def season_name(spell: Spell, language: Language) -> str:
    """Return what sort of season it is."""
    return code_list("season_type").label(spell.type, language)


def season_days(spell: Spell, language: Language) -> str:
    """Say from when to when a season goes; of what lasts a day, the day."""
    first, last = language.short_day(spell.first), language.short_day(spell.last)
    if first == last:
        return first
    return language.translate(N_("{first} to {last}")).format(first=first, last=last)
