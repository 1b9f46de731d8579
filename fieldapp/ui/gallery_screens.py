"""Every screen that the pictures show, by name, and how to get there by clicks.

Screens of one subject stand in a module of their own and are one line here.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.errors import Words
from fieldapp.store import photos, records
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.ui import gallery_lists
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.gallery_begin import screens_of_beginning
from fieldapp.ui.gallery_forms import form_screens
from fieldapp.ui.gallery_map import map_screens
from fieldapp.ui.gallery_papers import papers_screens
from fieldapp.ui.gallery_planning import planning_screens
from fieldapp.ui.gallery_popups import popups_screens
from fieldapp.ui.gallery_quick import quick_screens
from fieldapp.ui.gallery_review import review_screens
from fieldapp.ui.gallery_shell import shell_screens
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.gallery_sync import QUICK
from fieldapp.ui.gallery_windows import windows_screens
from fieldapp.ui.pages.attention import AttentionPage
from fieldapp.ui.pages.results import ResultsPage
from fieldapp.ui.pages.safety import SafetyPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.passphrase_window import PassphraseWindow
from fieldapp.ui.revealing import RevealWindow
from fieldapp.ui.rooms import ALL, ATTENTION, RESULTS, SAFETY, SYNC, TODAY
from fieldapp.ui.sheet_windows import SheetWindow
from fieldapp.ui.shell import Shell

Show = Callable[[Shell], object]
"""Brings a shell to a screen."""

_PAPER_MS = 20_000

Page = TypeVar("Page", bound=QWidget)


def screens_of(ids: Mapping[str, str]) -> dict[str, Show]:
    """Return every screen by its name, and how to get there; `ids` are of records by name."""

    def page(name: str) -> Callable[[Shell], None]:
        return lambda shell: shell.show_page(name)

    def form(
        kind: str, at: Callable[[RecordForm], None] = _from_the_top, name: str = ""
    ) -> Callable[[Shell], None]:
        def show(shell: Shell) -> None:
            shell.open_record(kind, ids[name or kind])
            pane = shell.records_page(kind).pane
            if pane is not None:
                at(pane.form)

        return show

    def rows(kind: str) -> Callable[[RecordForm], None]:
        return lambda form: form.show_rows_of(kind)

    def results(part: str) -> Callable[[Shell], None]:
        return lambda shell: _show_results(shell, part)

    def found(shell: Shell) -> None:
        shell.show_page(TODAY)
        shell.topbar.search.setText("water")
        shell.topbar.search.returnPressed.emit()

    def mend(shell: Shell) -> None:
        shell.topbar.search.clear()
        page = shell.records_page("deliverable")
        page.new()
        if page.pane is not None:
            page.pane.save()

    return {
        "meeting": form("meeting"),
        "attendance": form("meeting", rows("attendance")),
        "commitments": form("meeting", rows("commitment")),
        "deliverable": form("deliverable"),
        "milestones": form("deliverable", rows("milestone")),
        "linked": form("deliverable", RecordForm.show_linked),
        "photos": form("deliverable", _show_photos),
        "photos-none": form("meeting", _show_photos),
        "photos-confidence": form("incident", _show_photos),
        "photo": _show_one_photo(ids["deliverable"]),
        "incident": form("incident"),
        "confidence": form("incident", RecordForm.show_confidential),
        "referrals": form("incident", rows("referral")),
        "refer-only": form("incident", name="refer_only"),
        "feedback": form("feedback"),
        "review": form("joint_review"),
        "place": _show_place,
        "all": page(ALL),
        "decision": form("decision"),
        "risk": form("risk"),
        "indicator": form("indicator"),
        "observations": form("indicator", rows("observation")),
        "scenario": form("scenario", rows("pivot")),
        "commitment": form("commitment"),
        "assignments": page("assignment"),
        "clash": lambda shell: shell.open_record("deliverable", ids["clashing"]),
        **review_screens(),
        **papers_screens(),
        "attention": lambda shell: _show_when_read(shell, ATTENTION),
        "results": results("ownership"),
        "indicators": results("indicators"),
        "people": results("people"),
        "seasons": results("seasons"),
        "power": results("power"),
        "sync": page(SYNC),
        "parcel": _show_parcel,
        "sync-clashes": _show_clashes,
        "sync-brake": _show_brake,
        "sync-received": lambda shell: _show_counted(shell, "received"),
        "sync-aside": lambda shell: _show_counted(shell, "set aside"),
        "sync-several": lambda shell: _sync_page(shell).clashes.open_bulk(),
        "sync-settled": lambda shell: _sync_page(shell).clashes.open_settled(),
        "masked": form("incident", RecordForm.show_confidential),
        "reveal": _show_reveal(ids["incident"]),
        "revealed": _show_revealed(ids["incident"]),
        "safety": page(SAFETY),
        "seal": lambda shell: shell.ask_seal(),
        "passphrase": _show_passphrase,
        "sheet": _show_sheet,
        "drill": lambda shell: _safety_page(shell).drill_button.click(),
        **screens_of_beginning(),
        "found": found,
        "mend": mend,
        **shell_screens(ids),
        **map_screens(),
        **planning_screens(),
        **quick_screens(PLACE),
        **form_screens(ids),
        **gallery_lists.screens(),
        **windows_screens(ids),
        **popups_screens(ids),
    }


def _show_place(shell: Shell) -> None:
    found = records.query(shell.session.workspace, records.Wanted("place"))
    village = next(each.id for each in found if each.values.get("pcode") == PLACE)
    shell.open_record("place", village)


def _safety_page(shell: Shell) -> SafetyPage:
    shell.show_page(SAFETY)
    QApplication.processEvents()  # the page comes up
    return _shown(shell, SafetyPage)


def _show_passphrase(shell: Shell) -> None:
    page = _safety_page(shell)
    page.passphrase_button.click()
    _shown(page, PassphraseWindow).new.setText("mango season 2026")


def _show_sheet(shell: Shell) -> None:
    window = SheetWindow(_safety_page(shell), shell.session, QUICK)
    window.open()
    wait = QEventLoop()
    window.made.connect(wait.quit)
    QTimer.singleShot(_PAPER_MS, wait.quit)
    window.make_button.click()
    wait.exec()


def _show_reveal(record: str) -> Callable[[Shell], None]:
    def show(shell: Shell) -> None:
        shell.open_record("incident", record)
        pane = shell.records_page("incident").pane
        assert pane is not None
        pane.form.show_confidential()
        grid = pane.form.grid(pane.form.section)
        grid.rows["account"].reveal_button.click()
        window = _shown(pane, RevealWindow)
        window.why.choose(["referral"])
        window.why.edited.emit()

    return show


def _show_revealed(record: str) -> Callable[[Shell], None]:
    def show(shell: Shell) -> None:
        _show_reveal(record)(shell)
        pane = shell.records_page("incident").pane
        assert pane is not None
        _shown(pane, RevealWindow).show_button.click()

    return show


def _show_photos(form: RecordForm) -> None:
    assert form.photos is not None
    wait = QEventLoop()
    form.photos.shown.connect(wait.quit)
    form.show_photos()
    QTimer.singleShot(_PAPER_MS, wait.quit)
    wait.exec()


def _show_one_photo(record: str) -> Callable[[Shell], None]:
    """Show how a photograph's own record looks: what is said of it, and the picture."""

    def show(shell: Shell) -> None:
        seen = photos.photos_of(shell.session.workspace, record)
        shell.open_record("photo", seen[0].id)
        pane = shell.records_page("photo").pane
        if pane is not None:
            _show_photos(pane.form)

    return show


def _from_the_top(form: RecordForm) -> None:
    form.enter_section(0)


def _show_when_read(shell: Shell, name: str) -> None:
    """Go to a page that works out what it shows beside the window, and wait for it."""
    shell.show_page(name)
    page = _shown(shell, AttentionPage) if name == ATTENTION else _shown(shell, ResultsPage)
    wait = QEventLoop()
    page.read.connect(wait.quit)
    QTimer.singleShot(_PAPER_MS, wait.quit)
    wait.exec()


def _shown(around: QWidget, kind: type[Page]) -> Page:
    """Return the page or window that is shown; one that was left may not be gone yet."""
    return next(page for page in around.findChildren(kind) if page.isVisible())


def _show_results(shell: Shell, part: str) -> None:
    _show_when_read(shell, RESULTS)
    page = _shown(shell, ResultsPage)
    page.show_part(part)
    page.lines[0].click()


def _sync_page(shell: Shell) -> SyncPage:
    shell.show_page(SYNC)
    QApplication.processEvents()  # the page comes up
    return _shown(shell, SyncPage)


def _show_parcel(shell: Shell) -> None:
    page = _sync_page(shell)
    card = page.parcels
    wait = QEventLoop()
    card.ended.connect(wait.quit)
    QTimer.singleShot(_PAPER_MS, wait.quit)
    with tempfile.TemporaryDirectory() as stick:
        card.write_to(Path(stick))
        wait.exec()
    QApplication.processEvents()
    page.verticalScrollBar().setValue(card.y())


def _show_clashes(shell: Shell) -> None:
    page = _sync_page(shell)
    QApplication.processEvents()
    page.ensureWidgetVisible(page.clashes, 0, 0)
    page.verticalScrollBar().setValue(page.clashes.y())


def _show_counted(shell: Shell, name: str) -> None:
    account = _sync_page(shell).account
    assert account is not None
    account.counts[name].click()


def _show_brake(shell: Shell) -> None:
    page = _sync_page(shell)
    found = records.query(shell.session.workspace, records.Wanted("meeting"))
    ids = tuple(record.id for record in found)
    page.tell_failure(ManyWouldVanish(count=57, total=60, kind=Words("Meeting"), records=ids))
