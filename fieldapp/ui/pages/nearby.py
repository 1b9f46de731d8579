"""The card “A colleague in the same network”: two laptops exchange, one offers, the other comes."""

import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.parcels import guest, lan, talk
from fieldapp.sync.parcels.handing import Unpacked
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.guarded import Line, line_edit
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import captioned, label
from fieldapp.ui.names import read_places
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.working_card import WorkingCard

LISTEN = "0.0.0.0:0"
"""Any address of this laptop, any port that is free."""


class _Door(QObject):
    """Tells the window where this laptop answers."""

    opened = Signal(str, str)


class NearbyCard(WorkingCard):
    """Offer, and read address and code aloud; or type what the other reads.

    Attributes:
        offer_button, fetch_button: The two sides of the exchange.
        address, code: What a colleague reads aloud.
        told: Shows what to read aloud, while this laptop offers.
    """

    def __init__(self, session: Session, listen: str = LISTEN) -> None:
        text, look = session.text, session.look
        super().__init__(session, text(N_("A colleague in the same network")))
        self._listen = listen
        hint = N_("Two laptops on one wireless network or cable exchange directly, without a hub.")
        self.body.addWidget(label(text(hint), "hint"))
        row = QWidget()
        line = Flow(row, gap=10)
        self.offer_button = button(text(N_("Offer to a colleague")), look.icon("laptop"))
        self.offer_button.clicked.connect(self._on_offer)
        line.addWidget(self.offer_button)
        line.addWidget(self.stop)
        self.body.addWidget(row)
        self.told = QWidget()
        set_role(self.told, "clear")
        self._read_aloud = QVBoxLayout(self.told)
        self._read_aloud.setContentsMargins(0, 0, 0, 0)
        self.told.hide()
        self.body.addWidget(self.told)
        self.body.addWidget(label(text(N_("Or type what your colleague reads to you:"))))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self.address = self._field(grid, 0, N_("Address"), "http://192.168.1.20:40123")
        self.code = self._field(grid, 1, N_("Code"), "1234-5678")
        self.code.returnPressed.connect(self._on_fetch)
        self.fetch_button = button(text(N_("Exchange")), look.icon("refresh-cw"))
        self.fetch_button.clicked.connect(self._on_fetch)
        grid.addWidget(self.fetch_button, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.body.addLayout(grid)
        self.body.addLayout(self.foot)

    def show_running(self, *, running: bool) -> None:
        """Show that something runs; nothing else can be begun meanwhile."""
        super().show_running(running=running)
        for each in (self.offer_button, self.fetch_button, self.address, self.code):
            each.setEnabled(not running)
        if not running:
            self.told.hide()

    def _field(self, grid: QGridLayout, column: int, words: str, example: str) -> Line:
        named = self._session.text(words)
        caption = label(named, "strong")
        line = line_edit(self._session.look)
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line.setPlaceholderText(example)
        line.setAccessibleName(named)
        caption.setBuddy(line)
        grid.addWidget(caption, 0, column)
        grid.addWidget(line, 1, column)
        return line

    def _on_offer(self) -> None:
        door, listen = _Door(), self._listen
        door.opened.connect(self.show_where)

        def work(
            workspace: Workspace, progress: Progress
        ) -> tuple[Account, Unpacked, dict[str, str]]:
            began = time.monotonic()
            taken = lan.offer(workspace, listen, door.opened.emit, progress=progress, once=True)
            return talk.account_of(workspace, taken, began), taken.found, read_places(workspace)

        self.start(work, self._on_exchanged)

    def show_where(self, url: str, code: str) -> None:
        """Show what is to be read aloud to a colleague."""
        emptied(self._read_aloud)
        text = self._session.text
        read = N_("Read this to your colleague. It holds until one exchange is done:")
        self._read_aloud.addWidget(label(text(read)))
        for caption, said in ((N_("Address"), url), (N_("Code"), code)):
            self._read_aloud.addLayout(captioned(text(caption), said, "heading"))
        self.told.show()

    def _on_fetch(self) -> None:
        url, code = self.address.text().strip(), self.code.text().strip()
        if not url or not code:
            (self.code if url else self.address).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        url = url if "://" in url else f"http://{url}"

        def work(
            workspace: Workspace, progress: Progress
        ) -> tuple[Account, Unpacked, dict[str, str]]:
            began = time.monotonic()
            taken = guest.fetch(workspace, url, code, progress)
            return talk.account_of(workspace, taken, began), taken.found, read_places(workspace)

        self.start(work, self._on_exchanged)

    def _on_exchanged(self, result: tuple[Account, Unpacked, dict[str, str]]) -> None:
        account, found, places = result
        for reference, name in places.items():
            self._session.names.learn_place(reference, name)
        self.say_received(account, found)
        self.changed.emit()
