"""The state of a record in one word, with its tone and icon. Which states exist is in `domain`."""

from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Choice
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import RecordKind
from fieldapp.language import N_, Language

DRAFT, CLASH = N_("Draft"), N_("Clash")

STATE_FIELDS = ("status", "step", "agreement", "referral")
SORT_FIELDS = ("type", "component")
"""The first of these that is answered says how a record stands; kinds that have none of the states
tell of what sort it is."""

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
    "declined": "",
    "received_elsewhere": "",
    "unavailable": "bad",
    "not_applicable": "",
    "dropped": "",
    "validated": "ok",
    "amended": "ok",
    "disputed": "warn",
    "closed": "",
    "being_removed": "info",
    "removed": "ok",
    "accepted": "warn",
    "proposed": "info",
    "taken": "ok",
    "refused": "bad",
    "withdrawn": "",
    "approved": "ok",
    "used": "info",
    "draft": "warn",
    "signed": "ok",
    "ended": "",
    "treated": "info",
    "happened": "bad",
    "noted": "warn",
    "applied": "ok",
    "rejected": "",
    "received": "",
    "verified": "",
    "shared": "",
    "acted": "",
    "told": "",
}
"""Code to tone, "" for a plain fact; a code that only a newer version knows is one as well."""

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
    names = state_fields(kind)
    for name in names or SORT_FIELDS:
        code = record.values.get(name)
        if code is not None and kind.has(name):
            tone = TONES.get(str(code), "") if name in names else ""
            word = kind.field(name).type.show(code, language)
            return State(word, tone, _ICONS.get(tone, "circle"))
    return State("", "", "circle")


def state_fields(kind: RecordKind) -> tuple[str, ...]:
    """Return the questions of a kind that say how its records stand."""
    return tuple(
        name
        for name in STATE_FIELDS
        if kind.has(name) and isinstance(kind.field(name).type, Choice)
    )
