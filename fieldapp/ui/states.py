"""The state of a record in one word, with its tone and icon. Which states exist is in `domain`."""

from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.standing import standing, state_fields
from fieldapp.language import N_, Language

DRAFT, CLASH = N_("Draft"), N_("Clash")

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
    name, code = standing(kind, record.values)
    if not name:
        return State("", "", "circle")
    tone = TONES.get(str(code), "") if name in state_fields(kind) else ""
    return State(kind.field(name).type.show(code, language), tone, _ICONS.get(tone, "circle"))
