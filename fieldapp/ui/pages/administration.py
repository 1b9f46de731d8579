"""The page “Administration”: the mission's people, recovery, reveals, backups, and its own order.

Each part is a module of its own. Nothing is done here that no command does.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.sync.mission import mission_of
from fieldapp.ui.components.button import onward_button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.pages.administration_backups import BackupsPart
from fieldapp.ui.pages.administration_members import MembersPart
from fieldapp.ui.pages.administration_order import OrderPart
from fieldapp.ui.pages.administration_recovery import RecoveryPart
from fieldapp.ui.pages.administration_reveals import RevealsPart
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

PARTS = (
    N_("Members"),
    N_("Recovery"),
    N_("Identities"),
    N_("Backups"),
    N_("Order"),
)
MEMBERS, RECOVERY, REVEALS, BACKUPS, ORDER = range(len(PARTS))


class AdministrationPage(QWidget):
    """Tabs; a part is made when it is first shown.

    Attributes:
        tabs: One for each of `PARTS`.
        part: What is shown.

    Signals:
        changed: The mission is another: what other pages show is old.
        page_wanted: The name of a room or kind to show.
        safety_wanted, sync_wanted: Show that page.
        back_wanted: The name of a backup to put back.
    """

    changed = Signal()
    page_wanted = Signal(str)
    safety_wanted = Signal()
    sync_wanted = Signal()
    back_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mission = mission_of(session.workspace)
        text = session.text
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(label(text(N_("Administration")), "title"))
        if self._mission is not None:
            named = text(N_("Mission “{mission}”")).format(mission=isolated(self._mission.name))
            column.addWidget(label(named, "hint"))
        self.tabs = SectionTabs(session.look, [text(each) for each in PARTS])
        self.tabs.chosen.connect(self.show_part)
        column.addWidget(self.tabs)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._made: dict[int, QScrollArea] = {}
        self.show_part(MEMBERS)

    @property
    def part(self) -> QWidget:
        """The part that is shown."""
        area = self._stack.currentWidget()
        assert isinstance(area, QScrollArea)
        inside = area.widget()
        assert inside is not None
        return inside

    def show_part(self, number: int) -> None:
        """Show a part by its number in `PARTS`."""
        if self.tabs.current != number:
            self.tabs.show_section(number)  # which asks for it once more
            return
        if number not in self._made:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            inside = self._make(number)
            set_role(inside, "clear")
            area.setWidget(inside)
            self._stack.addWidget(area)
            self._made[number] = area
        self._stack.setCurrentWidget(self._made[number])

    def _make(self, number: int) -> QWidget:
        if self._mission is None and number in (MEMBERS, RECOVERY, REVEALS):
            return self._no_mission()
        makers: tuple[Callable[[], QWidget], ...] = (
            self._members,
            lambda: RecoveryPart(self._session),
            lambda: RevealsPart(self._session),
            self._backups,
            self._order,
        )
        return makers[number]()

    def _members(self) -> MembersPart:
        part = MembersPart(self._session)
        part.changed.connect(self.changed)
        return part

    def _backups(self) -> BackupsPart:
        part = BackupsPart(self._session)
        part.back_wanted.connect(self.back_wanted)
        return part

    def _order(self) -> OrderPart:
        part = OrderPart(self._session)
        part.kind_wanted.connect(self.page_wanted)
        part.log_wanted.connect(self.safety_wanted)
        return part

    def _no_mission(self) -> QWidget:
        text, look = self._session.text, self._session.look
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        to_sync = onward_button(text(N_("To the sync page")), look.icon("arrow-right"))
        to_sync.clicked.connect(self.sync_wanted)
        none = text(N_("This workspace is in no mission yet"))
        about = text(N_("Ask to be let into one, and join with the invitation you get back."))
        card.body.addWidget(EmptyState(look, "users", none, about, to_sync))
        column.addWidget(card)
        return inside
