"""Pictures of the joint review: each of its five steps, something that stops, an answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from fieldapp.domain.council.lines import WORKS
from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.paper import BACK, CHOOSE, HAND, PREVIEW, ReviewPage
from fieldapp.ui.rooms import PAPER
from fieldapp.ui.shell import Shell

_MOST_MS = 20_000

CODE = "GHTK-7K2M"


def review_screens() -> Mapping[str, Callable[[Shell], object]]:
    """Return the screens of this subject."""
    return {
        "review-choose": _choose,
        "review-stopped": _stopped,
        "review-content": _content,
        "review-preview": _preview,
        "review-manner": _manner,
        "review-print": _print,
        "review-draft": _draft,
        "review-back": _back,
        "review-entry": _entry,
        "review-works": _works,
        "review-after": _after,
    }


def _page(shell: Shell) -> ReviewPage:
    shell.show_page(PAPER)
    QApplication.processEvents()
    return next(page for page in shell.findChildren(ReviewPage) if page.isVisible())


def wait_for(signal: SignalInstance, begin: Callable[[], object]) -> None:
    """Begin something, and let the window go on until a signal says that it has ended."""
    wait = QEventLoop()
    signal.connect(wait.quit)
    QTimer.singleShot(_MOST_MS, wait.quit)
    begin()
    wait.exec()
    QApplication.processEvents()


def _choose(shell: Shell) -> None:
    page = _page(shell)
    page.show_step(CHOOSE)
    if not page.choose.due_lines:
        wait_for(page.choose.read, lambda: None)
    page.choose_place(PLACE)
    page.choose.languages.choose(["fr", "ar"])


def to_content(shell: Shell, said: str = "Repair the second pump") -> ReviewPage:
    """Go to step 2 of a paper on which a promise says this."""
    _promise(shell, said)
    page = _page(shell)
    page.show_step(CHOOSE)
    page.choose_place(PLACE)
    page.choose.languages.choose(["fr", "ar"])
    wait_for(page.content.shown, page.go_on)
    return page


def _promise(shell: Shell, what: str) -> None:
    found = records.query(
        shell.session.workspace, Wanted("commitment", where={"promised_by": "us"})
    )
    oldest = min(found, key=lambda each: str(each.values.get("due_on")))
    records.save(shell.session.workspace, Change("commitment", {"what": what}, oldest.id))


def _stopped(shell: Shell) -> None:
    to_content(shell, "Repair the second pump; call +226 70 11 22 33")


def _content(shell: Shell) -> None:
    to_content(shell)


def _preview(shell: Shell) -> ReviewPage:
    page = to_content(shell)
    page.manner.fold_button.setChecked(False)
    wait_for(page.made, lambda: page.show_step(PREVIEW))
    return page


def _print(shell: Shell) -> None:
    page = _preview(shell)
    page.show_step(HAND)


def _manner(shell: Shell) -> None:
    _preview(shell).manner.fold_button.setChecked(True)


def _draft(shell: Shell) -> None:
    """Show how step 4 is where a second person has to see the papers."""
    page = _preview(shell)
    page.papers = {
        code: replace(paper, drawn=replace(paper.drawn, draft=True))
        for code, paper in page.papers.items()
    }
    page.show_step(HAND)


def _prepared(shell: Shell) -> None:
    """Have a paper out, of which the code is known."""
    session = shell.session
    if records.query(session.workspace, Wanted("joint_review", where={"paper_code": CODE})):
        return
    today = session.today()
    values: dict[str, Value] = {
        "held_on": today.isoformat(),
        "place": PLACE,
        "number": 3,
        "paper_code": CODE,
        "from_on": (today - timedelta(days=83)).isoformat(),
        "to_on": today.isoformat(),
        "printed_on": (today - timedelta(days=6)).isoformat(),
    }
    records.save(session.workspace, Change("joint_review", values))


def _back(shell: Shell) -> None:
    _prepared(shell)
    page = _page(shell)
    page.show_step(BACK)
    page.back.show_code()


def _entry(shell: Shell) -> ReviewPage:
    _back(shell)
    page = _page(shell)
    page.back.code.setText("ghtk 7k2m")
    page.back.find_button.click()
    assert page.back.entry is not None
    wait_for(page.back.entry.ready, lambda: None)
    entry = page.back.entry
    for name, answer in (("agreement", "agree_with_remarks"), ("agreement_form", "thumb_print")):
        asked = next(each for each in entry.asked if each.question.field == name)
        asked.editor.show_answer(answer)
    return page


def _works(shell: Shell) -> None:
    entry = _entry(shell).back.entry
    assert entry is not None
    found = [each for each in entry.asked if each.question.field == "status_community"]
    found[0].editor.show_answer("not_done")
    found[0].edited.emit()
    QApplication.processEvents()
    entry.show_part(WORKS)


def _after(shell: Shell) -> None:
    page = _entry(shell)
    entry = page.back.entry
    assert entry is not None
    entry.save()
    assert entry.after is not None
    wait_for(entry.after.read, lambda: None)
    found = records.query(
        shell.session.workspace, Wanted("joint_review", where={"paper_code": CODE})
    )
    for each in found:
        records.delete(shell.session.workspace, "joint_review", each.id, "Entered twice")
