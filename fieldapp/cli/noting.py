"""Noting in the audit log what a command is about to show: before it is shown, or it is not."""

from collections.abc import Collection, Iterable
from pathlib import Path

from fieldapp.domain.disclosure import Disclosed, Reader, disclose, shows_restricted
from fieldapp.domain.record import Record
from fieldapp.store import audit
from fieldapp.store.audit import Act, CannotNote, Detail
from fieldapp.store.workspace import Workspace
from fieldapp.sync.reveal.terms import terms_of


def reader_asking(workspace: Workspace, record: Record) -> Reader:
    """Return who reads one record that they have asked for by its id.

    That shows what can point to a person as well, and is noted; but not where the mission wants two
    persons to agree, as long as it is not revealed.
    """
    reader = workspace.reader
    if disclose(record, reader).hidden and terms_of(workspace).persons == 1:
        return reader.without_mask()
    return reader


def note_reading(
    workspace: Workspace,
    kind: str,
    shown: Iterable[Disclosed],
    *,
    record: str = "",
    names: Collection[str] | None = None,
    step: str = "",
) -> None:
    """Note that restricted answers are read: one entry for all of them, none where there are none.

    Args:
        record: Id, where it is about one record.
        names: The fields that are shown; None for all that were disclosed.
        step: By what: a code that the entry keeps.

    Raises:
        CannotNote: Then nothing may be shown.
    """
    count = sum(shows_restricted(each, names) for each in shown)
    if count:
        detail: dict[str, str | int] = {} if record else {"count": count}
        audit.note(workspace, Act.READ, kind, record, detail | ({"by": step} if step else {}))


def note_file(
    workspace: Workspace, file: Path, act: Act, kind: str, record: str, detail: Detail
) -> None:
    """Note that a file was written; where that cannot be noted, the file is taken away again.

    Raises:
        CannotNote: As it says.
    """
    try:
        audit.note(workspace, act, kind, record, detail)
    except CannotNote:
        file.unlink(missing_ok=True)
        raise
