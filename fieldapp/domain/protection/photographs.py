"""For whom a photograph is: wholly in confidence where its record is, or may be, so.

Who decides that knows only what this laptop can read of the record; in doubt it is in confidence.
"""

from fieldapp.domain.checks import ReferOnly
from fieldapp.domain.deciding.confidence import is_closed
from fieldapp.domain.kinds import KINDS, SUBJECTS
from fieldapp.domain.kinds.photo import FOR_CONDUCT, FOR_PROTECTION, FOR_TEAM, PHOTO
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, confided_to
from fieldapp.errors import WrongUse
from fieldapp.language import N_

_PROTECTION = frozenset(
    kind.name for subject in SUBJECTS if subject.name == "protection" for kind in subject.kinds
)


class NoPhotographOf(WrongUse):
    """A photograph added to a photograph, or to a kind that nobody knows."""

    text = N_("A photograph belongs to a record, and this is none that it can belong to.")
    remedy = N_("Name the kind and the id of the record that it shows.")


def readers_of(record: Record | None, kind: str) -> str:
    """Return for whom a photograph of this record is.

    Args:
        record: None where it is not here, or nothing of it may be read here.
    """
    declared = KINDS.get(kind)
    if record is None or declared is None or kind in _PROTECTION:
        return FOR_PROTECTION
    closed = is_closed(declared, record.values, held=record.held)
    sealed = declared.field(declared.title).level is Level.RESTRICTED
    if not (closed or sealed or record.kind != kind):
        return FOR_TEAM
    return FOR_CONDUCT if confided_to(declared, record.values) == CONDUCT else FOR_PROTECTION


def look_whether_allowed(kind: str, owner: Record | None) -> None:
    """Make sure that a record of this kind may have a photograph.

    Args:
        owner: The record itself, or the one that it is a row of, where that is here.

    Raises:
        NoPhotographOf: Nothing has photographs of its own there.
        ReferOnly: Of sexual and gender-based violence the mission records nothing more.
    """
    if kind not in KINDS or kind == PHOTO.name:
        raise NoPhotographOf
    if owner is None or owner.kind != "incident":
        return
    # A type that clashes or that nobody answered may be that one as well.
    if is_closed(KINDS[owner.kind], owner.values, held=owner.held):
        raise ReferOnly
