"""Which papers went out of this laptop, by whom and how many: read out of the audit log."""

from dataclasses import dataclass

from fieldapp.store import audit
from fieldapp.store.audit import Act, Entry, Sought
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class WentOut:
    """One paper that was printed, or written into a file.

    Attributes:
        at: ISO 8601 with offset from UTC.
        paper: Name of its sort; "" of a paper that an older fieldapp noted without one.
        code: Of the paper; "" where it has none.
        copies: That went to the printer; one for a file.
        entry: What the log says.
    """

    at: str
    who: str
    paper: str
    code: str
    copies: int
    to_file: bool
    entry: Entry


def papers_out(
    workspace: Workspace, first: str = "", last: str = "", *, newest: int | None = None
) -> list[WentOut]:
    """Return what went out between two days, the newest first; "" is no limit.

    With `newest`, no more than so many acts of printing, and of writing anything, are read.
    """
    found = [
        entry
        for act in (Act.PRINTED, Act.EXPORTED)
        for entry in audit.entries(workspace, Sought(act.value, first, last, newest))
        if act is Act.PRINTED or "paper" in entry.details
    ]
    found.sort(key=lambda entry: entry.n, reverse=True)
    return [_went_out(entry) for entry in found]


def _went_out(entry: Entry) -> WentOut:
    copies = entry.details.get("copies", 1)
    counted = "copy" in entry.details  # one of several, each noted on its own
    return WentOut(
        at=entry.at,
        who=entry.who,
        paper=str(entry.details.get("paper") or ""),
        code=str(entry.details.get("code") or ""),
        copies=copies if isinstance(copies, int) and not counted else 1,
        to_file=entry.act == Act.EXPORTED,
        entry=entry,
    )
