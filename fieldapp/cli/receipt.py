"""Making the receipt of feedback from a workspace, after a look at what a stranger learns of it.

What it says is decided in `domain.receipt`, how it looks in `reports`. Stores nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from fieldapp.cli.paper import Made, find_place
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.finding import REASONS, Finding, counted
from fieldapp.domain.hostile.reading import Known, read, stopping
from fieldapp.domain.hostile.stop import TellsTooMuchSomewhere
from fieldapp.domain.policy import Door
from fieldapp.domain.receipt import Receipt, receipt_of, told_of_receipt
from fieldapp.errors import Words
from fieldapp.language import Language
from fieldapp.store import records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class _Prepared:
    receipt: Receipt
    known: Known

    @property
    def findings(self) -> tuple[Finding, ...]:
        return read(told_of_receipt(self.receipt), self.known)


def make_receipt(
    workspace: Workspace, feedback: str, place: str, language: Language, file: Path
) -> Made:
    """Write the slip of some feedback.

    Args:
        feedback: Its id.
        place: P-code, id or name of where to ask; "" takes the place of the feedback, as far as
            the officer may read it.

    Raises:
        NoSuchRecord, NoCode, UnknownPlace, SeveralPlaces: As they say.
        TellsTooMuchSomewhere: Where to ask names somebody.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.receipt import write_receipt

    ready = _released(workspace, feedback, place)
    pages = write_receipt(ready.receipt, language, file)
    return Made(file, ready.receipt.code, pages, 0, tells=counted(ready.findings))


def draw_receipt(workspace: Workspace, feedback: str, place: str, language: Language) -> bytes:
    """Return the slip that `make_receipt` writes, as PDF; no file is touched. Raises as it does."""
    from fieldapp.reports.receipt import draw_receipt as draw

    return draw(_released(workspace, feedback, place).receipt, language).content


def preview_receipt(workspace: Workspace, feedback: str, place: str) -> tuple[Finding, ...]:
    """Return what the slip would tell whoever finds it; writes nothing.

    Raises:
        NoSuchRecord, NoCode, UnknownPlace, SeveralPlaces: As they say.
    """
    return _prepared(workspace, feedback, place).findings


def _released(workspace: Workspace, feedback: str, place: str) -> _Prepared:
    """Return a slip that may be drawn; whatever draws one gets it here."""
    ready = _prepared(workspace, feedback, place)
    for told, finding in stopping(told_of_receipt(ready.receipt), ready.known):
        what = Words(REASONS[finding.reason].what)
        raise TellsTooMuchSomewhere(part=told.where.part, what=what)
    return ready


def _prepared(workspace: Workspace, feedback: str, place: str) -> _Prepared:
    found = records.load(workspace, "feedback", feedback)
    if found.deleted is not None:
        raise NoSuchRecord(kind="feedback", record=feedback)
    seen = disclose(found, workspace.reader.at(Door.RECORD_PAPER))
    ledger = read_ledger(workspace, ("limit", *NAMED))
    where = _place(workspace, place or str(seen.values.get("place") or ""))
    known = known_here(workspace, ledger, least_shown(ledger))
    return _Prepared(receipt_of(seen, where, ledger.limits), known)


def _place(workspace: Workspace, wanted: str) -> Disclosed | None:
    """Return a place as anybody may read it; None where none is named."""
    if not wanted:
        return None
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    return find_place(places, wanted)
