"""“Who can read this”: the people by name, from what was signed, on every section in confidence."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from fieldapp.domain.schema import Level, Values
from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.readers import Part, ReaderEntry, who_reads
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.text import dotted
from fieldapp.ui.forms.field_row import WHO_READS
from fieldapp.ui.joining import role_in_words
from fieldapp.ui.look import Look

GROUPS = {RESTRICTED: N_("protection cell"), CONDUCT: N_("conduct focal point")}

MOST_NAMES = 6
"""Named on the banner; all of them, with their laptops, are behind its button."""


def part_in_confidence(
    workspace: Workspace, kind: str, values: Values, record: str = ""
) -> Part | None:
    """Return who reads what is written in confidence into a record of a kind with these values;
    None where it cannot be told. `record` is its id, "" for a row or where it does not matter."""
    try:
        parts = who_reads(workspace, kind, values, record)
    except UserError:  # a mission whose documents are damaged says so on the page "Sync"
        return None
    return next((part for part in reversed(parts) if part.scope != TEAM), None)


def who_banner(look: Look, part: Part | None, clearance: Level) -> Banner:
    """Return the banner of a section in confidence.

    Args:
        part: Who reads it; None where that cannot be told here.
        clearance: Of whoever sits here, for this section.
    """
    text = look.language.translate
    title = text(WHO_READS[Level.RESTRICTED])
    lines = []
    if part is not None and part.readers:
        title = _names(look, part)
    if part is not None and part.unknown:
        unknown = N_("Somebody is kept from reading this; this laptop cannot tell whom it leaves.")
        title = text(unknown)
    if part is not None and part.without:
        names = text(N_(", ")).join(dict.fromkeys(each.name for each in part.without))
        lines.append(text(N_("Kept from: {names}.")).format(names=names))
    if clearance < Level.RESTRICTED:
        lines.append(text(N_("What you write here, nobody on this laptop can read again.")))
    banner = Banner(look, "info", title, " ".join(lines))
    if part is not None and part.readers:
        banner.ending.addWidget(_laptops(look, part.readers))
    return banner


def _names(look: Look, part: Part) -> str:
    text = look.language.translate
    names = list(dict.fromkeys(each.name for each in part.readers))
    shown = text(N_(", ")).join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        more = look.language.plural("and {n} more", "and {n} more", len(names) - MOST_NAMES)
        shown = f"{shown} {more}"
    group = GROUPS.get(part.scope)
    if group is None:
        return text(N_("Sealed. Can read it: {names}.")).format(names=shown)
    told = N_("Sealed. Can read it: {names} ({group}).")
    return text(told).format(names=shown, group=text(group))


def _laptops(look: Look, readers: tuple[ReaderEntry, ...]) -> QToolButton:
    """Return a button that lists each laptop with the words of its key, to compare by voice."""
    opener = tool_button(look, "laptop", look.language.translate(N_("On which laptops")))
    menu = QMenu(opener)
    for each in readers:
        role = role_in_words(each.role, look.language)
        menu.addAction(QAction(dotted(each.name, role, each.device, each.words), menu))
    opener.setMenu(menu)
    opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return opener
