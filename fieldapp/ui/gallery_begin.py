"""Pictures of the first run, of administration, of sticks, and of a fault."""

import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from fieldapp.progress import Progress
from fieldapp.store.backup import before_sync
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import close, create
from fieldapp.sync.mission import invite, members, mission_of, request_enrolment
from fieldapp.sync.parcels.stick import Inside
from fieldapp.ui import first_making
from fieldapp.ui.components.table import choose
from fieldapp.ui.evacuating import EvacuateWindow
from fieldapp.ui.faults import FaultWindow
from fieldapp.ui.first_making import Wanted
from fieldapp.ui.first_run import (
    LANGUAGE,
    MISSION,
    NAME,
    PASSPHRASE,
    READY,
    REQUEST,
    SHEET,
    TRIED,
    TRY,
    WAY,
    FirstRun,
)
from fieldapp.ui.first_steps import DEMO, FOUND, JOIN, Answers, PassphraseStep
from fieldapp.ui.gallery_sync import COLLEAGUE
from fieldapp.ui.inviting import InviteWindow
from fieldapp.ui.joining import InvitationWindow
from fieldapp.ui.pages.administration import (
    BACKUPS,
    MEMBERS,
    ORDER,
    RECOVERY,
    REVEALS,
    AdministrationPage,
)
from fieldapp.ui.pages.administration_members import MembersPart
from fieldapp.ui.pages.administration_recovery import RecoveryPart
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.rooms import ADMINISTRATION, SAFETY, SYNC
from fieldapp.ui.services import Demonstration, Services, no_demonstration
from fieldapp.ui.shell import Shell
from fieldapp.ui.sticks import Lying, Stick

_QUICK = Cost(passes=1, memory=8 << 20)
"""For the key of pictures."""

Show = Callable[[Shell], object]

Demonstrate = Callable[[Path, Progress], Demonstration]

INVENTED = ("three goats", "Josef Traoré", "KINGSTON")
"""A passphrase, a colleague, a stick."""


def screens_of_beginning() -> Mapping[str, Show]:
    """Return every screen by its name, and how to get there."""
    pages = {
        LANGUAGE: "", WAY: "", NAME: JOIN, MISSION: FOUND, PASSPHRASE: FOUND, SHEET: FOUND,
        READY: FOUND, REQUEST: JOIN, TRY: DEMO, TRIED: DEMO,
    }  # fmt: skip
    return {
        **{f"first-{page}": first_page(page, way) for page, way in pages.items()},
        "members": _part(MEMBERS),
        "members-out": _take_out,
        "invite": _invite,
        "custodians": _part(RECOVERY),
        "custodians-name": _name_custodians,
        "identities": _part(REVEALS),
        "backups": show_backups,
        "order": _part(ORDER),
        "invitation": _invitation,
        "sticks": _sticks,
        "nearby": _nearby,
        "fault": lambda shell: FaultWindow(
            shell, shell.session.look, Path("crash-20261128-101500-000001.txt"), kept=True
        ).open(),
        "evacuate": _evacuate,
    }


def first_page(
    page: str, way: str, demonstrate: Demonstrate = no_demonstration
) -> Callable[[Shell], FirstRun]:
    """Return how to come to a page of the first run; what is shown returns its window."""

    def show(shell: Shell) -> FirstRun:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        look = shell.session.look
        around = QDialog(shell)
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        folder = Path(tempfile.mkdtemp()) / "fieldapp"
        preferences = Preferences(look.theme.name, look.language.code)
        nothing = (_nothing,) * 4
        services = Services(*nothing, make_demonstration=demonstrate)  # type: ignore[arg-type]
        window = FirstRun(application, folder, preferences, services, _QUICK)
        said = Answers(look.language.code, way, "Mariam Diallo", "Gorom area", INVENTED[0])
        mission = said.mission if way == FOUND else ""
        wanted = Wanted(folder, said.name, mission, secrets.token_urlsafe())
        made = first_making.make(wanted, look.language, Progress(), _QUICK)
        column.addWidget(window)
        around.resize(shell.window().size())
        around.open()
        window.show_page(page, said, made)  # in a window that is open, as everybody meets it
        if isinstance(window.step, PassphraseStep):
            window.step.new.setText("mango season 2026")
        first_making.drop(made)
        return window

    return show


def _nothing(*_: object) -> None:
    raise AssertionError


def administration(shell: Shell, number: int) -> AdministrationPage:
    """Go to a part of the page “Administration”."""
    shell.show_page(ADMINISTRATION)
    QApplication.processEvents()  # the page comes up, and the one before it goes
    page = next(each for each in shell.findChildren(AdministrationPage) if each.isVisible())
    page.show_part(number)
    return page


def _part(number: int) -> Show:
    return lambda shell: administration(shell, number)


def show_backups(shell: Shell) -> AdministrationPage:
    """Go to the copies of the workspace, of which there is one."""
    workspace = shell.session.workspace
    before_sync(workspace.db, workspace.file, workspace.key, workspace.around.wall_ms())
    return administration(shell, BACKUPS)


def _take_out(shell: Shell) -> None:
    part = administration(shell, MEMBERS).part
    assert isinstance(part, MembersPart)
    choose(part.table, 1 if part.model.row(0).cells[0] != COLLEAGUE else 0)
    part.out_button.click()
    wait(300)


def _invite(shell: Shell) -> None:
    part = administration(shell, MEMBERS).part
    window = InviteWindow(part, shell.session)
    with tempfile.TemporaryDirectory() as folder:
        window.read_from(_request(Path(folder)))
    window.open()


def _request(folder: Path) -> Path:
    theirs, _ = create(folder / "josef", secrets.token_urlsafe(), INVENTED[1], cost=_QUICK)
    file = folder / "request.json"
    file.write_bytes(request_enrolment(theirs))
    close(theirs)
    return file


def _name_custodians(shell: Shell) -> None:
    part = administration(shell, RECOVERY).part
    assert isinstance(part, RecoveryPart)
    part.name_button.click()


def _invitation(shell: Shell) -> None:
    shell.show_page(SYNC)
    window = InvitationWindow(shell, shell.session)
    with tempfile.TemporaryDirectory() as folder:
        request = _request(Path(folder)).read_bytes()
        file = Path(folder) / "invitation.json"
        file.write_bytes(invite(shell.session.workspace, request, "officer", "", ["XX0101"]))
        window.read_from(file)
    window.open()


def _sync(shell: Shell) -> SyncPage:
    shell.show_page(SYNC)
    QApplication.processEvents()
    return next(each for each in shell.findChildren(SyncPage) if each.isVisible())


def _sticks(shell: Shell) -> None:
    page = _sync(shell)
    workspace = shell.session.workspace
    mission = mission_of(workspace)
    assert mission is not None
    theirs = next(each.device for each in members(workspace) if each.name == COLLEAGUE)
    day = workspace.wall().date().isoformat()
    packs = tuple(secrets.token_hex(16) for _ in range(12))
    inside = Inside(mission.id, theirs, day, packs, is_whole=True)
    known = Inside(mission.id, workspace.device, day, packs[:5], is_whole=True)
    lying = (
        Lying(Path("a.parcel"), inside, 12),
        Lying(Path("b.parcel"), known, 0),
        Lying(Path("c.parcel"), None, 0),
    )
    page.parcels.show_sticks((Stick(INVENTED[2], Path("/media/KINGSTON"), 7_140_000_000, lying),))
    wait(30)
    page.verticalScrollBar().setValue(page.parcels.y())


def _nearby(shell: Shell) -> None:
    page = _sync(shell)
    page.nearby.show_running(running=True)
    page.nearby.show_where("http://192.168.1.20:40123", "4711-0815")
    wait(30)
    page.verticalScrollBar().setValue(page.nearby.y())


def _evacuate(shell: Shell) -> None:
    shell.show_page(SAFETY)
    volumes = ((INVENTED[2], Path("/media/KINGSTON")),)
    EvacuateWindow(shell, shell.session, lambda: volumes).open()


def wait(ms: int) -> None:
    """Let the window go on for so many milliseconds."""
    going_on = QEventLoop()
    QTimer.singleShot(ms, going_on.quit)
    going_on.exec()
