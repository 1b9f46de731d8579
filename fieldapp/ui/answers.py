"""An answer as people read it in a sentence or a list, and who gave it where."""

from collections.abc import Mapping
from datetime import datetime

from fieldapp.domain.fieldtypes import FieldType, Link, PlaceRef, Value
from fieldapp.domain.settle import Head
from fieldapp.language import N_
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.session import Session


def given(session: Session, head: Head) -> str:
    """Return who gave an answer, and when."""
    when = datetime.fromisoformat(head.wall)
    day = session.look.language.short_day(when.date())
    return dotted(head.author, day, f"{when:%H:%M}")


def where_given(session: Session, device: str, names: Mapping[str, str]) -> str:
    """Return on which laptop something was done; `names` are those of laptops by their ids."""
    text = session.text
    if device == session.workspace.device:
        return text(N_("On this laptop"))
    return text(N_("On the laptop of {name}")).format(name=isolated(names.get(device) or device))


def answer_shown(session: Session, type: FieldType, value: Value) -> str:
    """Return an answer as people read it, a reference by the name of what it stands for."""
    if isinstance(type, PlaceRef | Link) and isinstance(value, str):
        return session.names.title(value)
    return type.show(value, session.look.language)


def one_line(session: Session, type: FieldType, value: Value) -> str:
    """Return an answer for a line of a list; an empty one says so."""
    shown = " ".join(answer_shown(session, type, value).split())
    return shown or session.text(N_("(empty)"))
