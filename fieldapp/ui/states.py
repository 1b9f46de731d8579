"""The state of a record in one word, with its tone and icon. Which states exist is in `domain`."""

from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Choice
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_, Language

DRAFT, CLASH = N_("Draft"), N_("Clash")

STATE_FIELDS = ("status", "agreement", "referral")
SORT_FIELDS = ("type", "component")
"""The first of these that a kind has says how a record stands, or else of what sort it is."""

TONES = {
    "open": "info",
    "late": "bad",
    "not_kept": "bad",
    "kept": "ok",
    "planned": "",
    "ongoing": "info",
    "completed": "ok",
    "handed_over": "ok",
    "suspended": "warn",
    "cancelled": "bad",
    "passed_on": "info",
    "decided": "info",
    "answered": "ok",
    "agree": "ok",
    "agree_with_remarks": "warn",
    "do_not_agree": "bad",
    "not_offered": "warn",
    "referred": "ok",
    "unavailable": "bad",
}
"""Code to tone; a code that is not here is a plain fact."""

_ICONS = {
    "ok": "circle-check",
    "info": "circle-dot",
    "warn": "circle-dashed",
    "bad": "circle-alert",
}


@dataclass(frozen=True)
class State:
    """How a record stands: a word, "" where there is nothing to say, its tone and its icon."""

    word: str
    tone: str
    icon: str


def state_of(record: Disclosed, language: Language, *, has_draft: bool) -> State:
    """Return what matters most about a record: a clash, a draft, else its own status."""
    if record.clashes:
        return State(language.translate(CLASH), "bad", "git-compare")
    if has_draft:
        return State(language.translate(DRAFT), "warn", "circle-dashed")
    kind = kind_named(record.kind)
    for name in (*STATE_FIELDS, *SORT_FIELDS):
        if kind.has(name) and isinstance(type_ := kind.field(name).type, Choice):
            code = record.values.get(name)
            if code is None:
                break
            tone = TONES.get(str(code), "") if name in STATE_FIELDS else ""
            return State(type_.show(code, language), tone, _ICONS.get(tone, "circle"))
    return State("", "", "circle")
