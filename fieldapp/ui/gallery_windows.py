"""Pictures of what stands over a page for a moment: what is told and asked, work under way; and of
the unlock screen once it was answered wrongly. What drops down is in `gallery_popups`.

The dialogs in which files and printers are chosen are the system's and are not pictured.
"""

import secrets
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from fieldapp.errors import UserError
from fieldapp.progress import Progress
from fieldapp.store import attempts, records
from fieldapp.store.attempts import FREE, try_key
from fieldapp.store.records import Change
from fieldapp.store.workspace import close, create
from fieldapp.sync.closing.retention import Opening, Retention
from fieldapp.sync.mission import invite, join, request_enrolment
from fieldapp.sync.reveal import revealing
from fieldapp.ui import held, messages
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.first_run import TRY
from fieldapp.ui.first_steps import DEMO, DemoStep
from fieldapp.ui.gallery_begin import INVENTED, Show, administration, first_page, show_backups, wait
from fieldapp.ui.gallery_ending import Ending, busy_cores, take_time, wait_until
from fieldapp.ui.gallery_review import to_content
from fieldapp.ui.gallery_sync import QUICK
from fieldapp.ui.pages.administration import RECOVERY, REVEALS
from fieldapp.ui.pages.administration_backups import BackupsPart
from fieldapp.ui.pages.administration_recovery import RecoveryPart
from fieldapp.ui.pages.administration_reveals import ApproveWindow, RevealsPart
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.safety import SafetyPage
from fieldapp.ui.pages.settings import SettingsPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.passphrase_window import PassphraseWindow
from fieldapp.ui.rooms import SAFETY, SETTINGS, SYNC
from fieldapp.ui.sealing_card import what_to_tell
from fieldapp.ui.services import Demonstration
from fieldapp.ui.shell import Shell
from fieldapp.ui.unlock import UnlockScreen

_WRONG = "a wrong passphrase"


def locked_screens(folder: Path) -> Mapping[str, Callable[[Desktop], object]]:
    """Return the screens before the passphrase by name; `folder` is of their workspace."""

    def on(show: Callable[[UnlockScreen], object]) -> Callable[[Desktop], object]:
        def shown(desktop: Desktop) -> object:
            assert desktop.unlock_screen is not None
            return show(desktop.unlock_screen)

        return shown

    def try_wrong(screen: UnlockScreen, times: int) -> Ending:
        """Try wrong passphrases: all but the last one a while ago, so that this one is tried."""
        now = time.time_ns() // 1_000_000
        for each in range(times - 1, 0, -1):
            try:
                try_key(folder, _WRONG, now - each * 100_000)
            except UserError:
                continue
        screen.passphrase.setText(_WRONG)
        screen.button.click()
        wait_until(lambda: not screen.complaint.isHidden())
        return Ending(lambda: _forget(screen, folder))

    def busy(screen: UnlockScreen) -> Ending:
        going_on = busy_cores()
        screen.passphrase.setText(_WRONG)
        screen.button.click()

        def end() -> None:
            going_on.act()
            wait_until(lambda: not screen.complaint.isHidden())
            _forget(screen, folder)

        return Ending(end)

    return {
        "unlock": on(lambda _screen: None),
        "unlock-ways": on(lambda screen: _forgotten(screen)),
        "unlock-busy": on(busy),
        "unlock-wrong": on(lambda screen: try_wrong(screen, 1)),
        "unlock-soon": on(lambda screen: try_wrong(screen, FREE + 4)),
    }


def _forgotten(screen: UnlockScreen) -> Ending:
    screen.forgot_button.click()
    return Ending(screen.forgot_button.click)


def _forget(screen: UnlockScreen, folder: Path) -> None:
    (folder / attempts.FILE).unlink(missing_ok=True)
    screen.passphrase.clear()
    screen.passphrase.textEdited.emit("")


def windows_screens(ids: Mapping[str, str]) -> Mapping[str, Show]:
    """Return the screens of this subject by name; `ids` are of records by name."""
    return {
        "asked-anew": _ask_anew,
        "asked-lose": lambda shell: held.ask_to_lose(shell.window(), shell.session.look),
        "told": _tell,
        "told-fault": lambda shell: messages.tell(shell, shell.session.look, _fault()),
        "notice": _notice,
        "take-out": lambda shell: _take_out(shell, ids["meeting"]),
        "discarded": _discard,
        "leave-out": lambda shell: to_content(shell).content.rows[0].out_button.click(),
        "photo-large": lambda shell: _large(shell, ids["deliverable"]),
        "news": lambda shell: _settings(shell).news_button.click(),
        "put-back": _put_back,
        "help-out": _help_out,
        "approve": _approve,
        "sync-working": _sync,
        "parcel-working": _parcel,
        "passphrase-working": _passphrase,
        "first-trying": _trying,
    }


def _page(shell: Shell, name: str, kind: type[QWidget]) -> QWidget:
    shell.show_page(name)
    QApplication.processEvents()  # the page comes up
    return next(each for each in shell.findChildren(kind) if each.isVisible())


def _settings(shell: Shell) -> SettingsPage:
    page = _page(shell, SETTINGS, SettingsPage)
    assert isinstance(page, SettingsPage)
    return page


def _sync_page(shell: Shell) -> SyncPage:
    page = _page(shell, SYNC, SyncPage)
    assert isinstance(page, SyncPage)
    return page


def _ask_anew(shell: Shell) -> None:
    choice = _settings(shell).choices["text"]
    larger = 125 if choice.chosen != (125,) else 150
    choice.button(larger).click()


def _tell(shell: Shell) -> None:
    """Show what is told where a stick was pulled out before something was written on it."""
    with tempfile.TemporaryDirectory() as stick:
        folder = Path(stick)
    _sync_page(shell).write_request(folder / "request.json")


def _fault() -> Exception:
    try:
        raise KeyError
    except KeyError as error:
        return error


def _notice(shell: Shell) -> None:
    look = shell.session.look
    told = what_to_tell(look.language, Opening(None, False, Retention(30, 5, by_sheet=True)))
    assert told is not None
    messages.notice(shell.window(), look, *told)


def _pane(shell: Shell, kind: str) -> FormPane:
    pane = shell.records_page(kind).pane
    assert pane is not None
    return pane


def _take_out(shell: Shell, meeting: str) -> None:
    shell.open_record("meeting", meeting)
    QApplication.processEvents()
    pane = _pane(shell, "meeting")
    more = next(each for each in pane.findChildren(QToolButton) if each.menu() is not None)
    more.menu().aboutToShow.emit()  # it is filled when it opens
    more.menu().actions()[-1].trigger()


def _discard(shell: Shell) -> None:
    page = shell.records_page("meeting")
    page.new({"title": "Council of Gorom"})
    pane = _pane(shell, "meeting")
    pane.form.edited.emit()
    draft = pane.record
    pane.keep()
    page.new()
    page.open(draft)
    _pane(shell, "meeting").discard_button.click()


def _large(shell: Shell, deliverable: str) -> None:
    shell.open_record("deliverable", deliverable)
    part = _pane(shell, "deliverable").form.photos
    assert part is not None
    _pane(shell, "deliverable").form.show_photos()
    wait_until(lambda: bool(part.cards))
    part.opened_window = None
    part.cards[0].click()
    wait_until(lambda: part.opened_window is not None)


def _put_back(shell: Shell) -> None:
    part = show_backups(shell).part
    assert isinstance(part, BackupsPart)
    part.back_button.click()


def _help_out(shell: Shell) -> None:
    part = administration(shell, RECOVERY).part
    assert isinstance(part, RecoveryPart)
    part.help_button.click()


def _approve(shell: Shell) -> None:
    part = administration(shell, REVEALS).part
    assert isinstance(part, RevealsPart)
    part.approve_button.click()
    window = part.findChildren(ApproveWindow)[-1]
    with tempfile.TemporaryDirectory() as folder:
        theirs, _ = create(
            Path(folder) / "theirs", secrets.token_urlsafe(), INVENTED[1], cost=QUICK
        )
        request = request_enrolment(theirs)
        join(theirs, invite(shell.session.workspace, request, "officer", ""))
        incident = records.save(theirs, Change("incident", {"type": "threat"}))
        file = Path(folder) / "ask.json"
        file.write_text(revealing.ask(theirs, "incident", incident, "referral").text, "utf-8")
        close(theirs)
        window.read_from(file)


def _sync(shell: Shell) -> Ending:
    page = _sync_page(shell)
    page.begin()
    wait_until(lambda: page.bar.maximum() > 0)

    def end() -> None:
        page.button.click()
        wait_until(page.bar.isHidden)

    return Ending(end)


def _parcel(shell: Shell) -> Ending:
    page = _sync_page(shell)
    going_on = busy_cores()
    stick = tempfile.mkdtemp()
    page.parcels.write_to(Path(stick))
    wait(30)
    page.verticalScrollBar().setValue(page.parcels.y())

    def end() -> None:
        page.parcels.stop.click()
        going_on.act()
        wait_until(lambda: not page.parcels.is_working)

    return Ending(end)


def _passphrase(shell: Shell) -> Ending:
    page = _page(shell, SAFETY, SafetyPage)
    window = PassphraseWindow(page, shell.session, QUICK)
    window.open()
    window.old.setText(_WRONG)
    for line in (window.new, window.again):
        line.setText("mango season 2026")
    going_on = busy_cores()
    window.change_button.click()
    return going_on


def _trying(shell: Shell) -> Ending:
    def demonstrate(_folder: Path, progress: Progress) -> Demonstration:
        take_time(progress, 41, 90)
        raise AssertionError  # it was stopped before

    window = first_page(TRY, DEMO, demonstrate)(shell)
    window.next_button.click()
    step = window.step
    assert isinstance(step, DemoStep)
    wait_until(lambda: not step.bar.isHidden())

    def end() -> None:
        window.stop_button.click()
        wait_until(window.stop_button.isHidden)

    return Ending(end)
