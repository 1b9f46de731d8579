"""Exchanging with the hub, the account of it, and the answers that clash."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import packs
from fieldapp.store.workspace import close, reopen
from fieldapp.sync.account import Account, last
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.members.qr import as_file, document_in
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import join, mission_of, note_request, remember_hub, request_enrolment
from fieldapp.sync.pace import in_words as time_in_words
from fieldapp.ui import messages
from fieldapp.ui.account_card import AccountCard
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.clash_section import ClashSection
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.files import read_whole, write_whole
from fieldapp.ui.joining import InvitationWindow
from fieldapp.ui.listed import ListWindow, record_items
from fieldapp.ui.names import read_places
from fieldapp.ui.pages.nearby import NearbyCard
from fieldapp.ui.pages.parcels import ParcelCard
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task


class SyncPage(QScrollArea):
    """One button; then what it did, line by line.

    Attributes:
        hub: The field for the address.
        button: Begins a sync, and stops it while one runs.
        account: What this or the last sync did; None before the first.
        parcels: What is carried without a network; there in a mission only.
        clashes: What is open, below the account.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        changed: Records changed: what other pages show is old.
        joined: The workspace is in a mission now, so its reader may be another.
    """

    opened = Signal(str, str)
    changed = Signal()
    joined = Signal()

    def __init__(self, session: Session, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._services = services
        self._task: Task | None = None
        self._doing = self._left = ""
        self._mission = mission_of(session.workspace)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(14)
        column.addWidget(label(session.text(N_("Sync")), "title"))
        column.addWidget(self._hub_card() if self._mission else self._join_card())
        self._account = QVBoxLayout()
        self.account: AccountCard | None = None
        column.addLayout(self._account)
        if self._mission:
            column.addWidget(self._parcel_card())
            column.addWidget(self._nearby_card())
        self.clashes = ClashSection(session)
        self.clashes.opened.connect(self.opened)
        self.clashes.changed.connect(self.changed)
        column.addWidget(self.clashes)
        column.addStretch(1)
        self._show_last()

    def begin(self) -> None:
        """Begin a sync, where there is a hub to sync with and none is under way."""
        if self._mission is not None and self._task is None:
            self._on_clicked()

    def refresh(self) -> None:
        """Show the clashes that are open now."""
        self.clashes.refresh()

    def _hub_card(self) -> Card:
        session, text = self._session, self._session.text
        assert self._mission is not None
        card = Card(text(N_("The hub of {mission}")).format(mission=self._mission.name))
        waiting = packs.records_not_sent(session.workspace.db)
        language = session.look.language
        words = (
            language.plural("{n} record waits to be sent", "{n} records wait to be sent", waiting)
            if waiting
            else text(N_("Everything that was recorded here is at the hub."))
            if last(session.workspace)
            else text(N_("Nothing to send yet"))
        )
        self._waiting = label(words, "hint")
        card.body.addWidget(self._waiting)
        caption = label(text(N_("Address of the hub")), "strong")
        card.body.addWidget(caption)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.hub = line_edit(session.look)
        self.hub.setText(self._mission.hub)
        self.hub.setPlaceholderText("https://hub.example.org")
        self.hub.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.hub.returnPressed.connect(self._on_clicked)
        caption.setBuddy(self.hub)
        row.addWidget(self.hub, 1)
        self.button = button(
            text(N_("Sync now")), session.look.icon("refresh-cw", "accent_ink"), "primary"
        )
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button)
        card.body.addLayout(row)
        card.body.addWidget(label(self._certificate(), "small"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        card.body.addWidget(self.bar)
        self.bar.hide()
        self.note = label("", "hint")
        card.body.addWidget(self.note)
        self.note.hide()
        return card

    def _parcel_card(self) -> ParcelCard:
        self.parcels = ParcelCard(self._session)
        self.parcels.changed.connect(self.refresh)
        self.parcels.changed.connect(self.changed)
        return self.parcels

    def _nearby_card(self) -> NearbyCard:
        self.nearby = NearbyCard(self._session)
        self.nearby.changed.connect(self.refresh)
        self.nearby.changed.connect(self.changed)
        return self.nearby

    def _certificate(self) -> str:
        """Say which certificate the hub has to show, so that it can be compared by voice."""
        assert self._mission is not None
        if not self._mission.pins:
            return self._session.text(
                N_("The mission has announced no certificate: any that this system trusts will do.")
            )
        shown = ", ".join(f"{pin[:8]} … {pin[-8:]}" for pin in self._mission.pins)
        said = self._session.text(N_("Only a hub with this certificate is spoken to: {pin}"))
        return said.format(pin=isolated(shown))

    def _join_card(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("This workspace is in no mission yet")))
        steps = N_(
            "Write a request into a file, or as a picture of a code, and bring it to the "
            "administrator. Join with the invitation you get back. What you record meanwhile stays "
            "here and is sent afterwards."
        )
        card.body.addWidget(label(text(steps)))
        aloud = N_("Read this to the administrator, so that nobody slips in another: {fingerprint}")
        words = in_words(bytes(session.workspace.signing_key.verify_key))
        card.body.addWidget(label(text(aloud).format(fingerprint=isolated(words)), "hint"))
        row = QHBoxLayout()
        self.request_button = button(text(N_("Write a request …")), session.look.icon("upload"))
        self.request_button.clicked.connect(self._on_request)
        self.join_button = button(
            text(N_("Join with an invitation …")),
            session.look.icon("handshake", "accent_ink"),
            "primary",
        )
        self.join_button.clicked.connect(self._on_join)
        row.addWidget(self.request_button)
        row.addWidget(self.join_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _on_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.note.setText(self._session.text(N_("Stopping …")))
            return
        self._start(let_through=False)

    def _start(self, *, let_through: bool) -> None:
        order = SyncOrder(self.hub.text().strip(), let_through)
        open_workspace, sync = self._session.workspace, self._services.sync

        def work(progress: Progress) -> tuple[Account, dict[str, str]]:
            workspace = reopen(open_workspace)
            try:
                account = sync(workspace, order, progress)
                if order.hub:
                    remember_hub(workspace, order.hub)
                return account, read_places(workspace)
            finally:
                close(workspace)

        self._task = Task(work, self)
        self._task.progressed.connect(self._on_progressed)
        self._task.remaining.connect(self._on_remaining)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.finished.connect(self._on_finished)
        self._show_running()
        self._task.start()

    def _show_running(self) -> None:
        emptied(self._account)
        self._doing = self._left = ""
        self._name_button(N_("Stop"), "circle-stop")
        self.hub.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.note.setText(self._session.text(N_("Calling the hub …")))
        self.note.show()

    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._doing = self._session.text(words) if words else self._doing
        self.note.setText(dotted(self._doing, self._left))

    def _on_remaining(self, seconds: float) -> None:
        self._left = time_in_words(self._session.look.language, seconds)
        self.note.setText(dotted(self._doing, self._left))

    def _on_succeeded(self, result: tuple[Account, dict[str, str]]) -> None:
        account, places = result
        for reference, name in places.items():
            self._session.names.learn_place(reference, name)
        self._show_account(account, self._session.text(N_("Done")))

    def _show_account(self, account: Account, title: str) -> None:
        self.account = AccountCard(self._session, account, title)
        self.account.opened.connect(self.opened)
        self._account.addWidget(self.account)

    def _show_last(self) -> None:
        """Show what the last sync did, from whichever window or command it was begun."""
        account = last(self._session.workspace)
        if account is None:
            return
        when = datetime.fromisoformat(account.at)
        language = self._session.look.language
        words = self._session.text(N_("Last sync: {when}, {hub}")).format(
            when=isolated(f"{language.short_day(when.date())} {when:%H:%M}"),
            hub=isolated(account.hub),
        )
        self._show_account(account, words)

    def _on_failed(self, error: Exception) -> None:
        self.tell_failure(error)

    def tell_failure(self, error: Exception) -> None:
        """Say why a sync could not be done, and what to do."""
        look = self._session.look
        emptied(self._account)
        what, remedy = messages.in_words(look, error)
        banner = Banner(look, "bad", what, remedy)
        if isinstance(error, ManyWouldVanish):
            look_at = button(self._session.text(N_("Look at them")))
            look_at.clicked.connect(lambda: self._show_vanishing(error.records))
            banner.ending.addWidget(look_at)
            through = button(self._session.text(N_("It is meant: let it through")))
            through.clicked.connect(self._on_let_through)
            banner.ending.addWidget(through)
        self._account.addWidget(banner)
        self._show_last()
        if not isinstance(error, UserError):
            messages.tell(self, look, error)

    def _on_cancelled(self) -> None:
        text = self._session.text
        title = text(N_("Stopped as you asked"))
        hint = text(N_("Nothing is lost. Sync again; it goes on where it stopped."))
        self._account.addWidget(Banner(self._session.look, "info", title, hint))
        self._show_last()

    def _on_finished(self) -> None:
        self._task = None
        self._name_button(N_("Sync now"), "refresh-cw")
        self.hub.setEnabled(True)
        self.bar.hide()
        self.note.hide()
        self._waiting.hide()
        self.refresh()
        self.changed.emit()

    def _on_let_through(self) -> None:
        self._start(let_through=True)

    def _show_vanishing(self, ids: Sequence[str]) -> None:
        text = self._session.text
        hint = N_("They are still here. Nothing was taken over yet.")
        window = ListWindow(self, self._session, text(N_("Would vanish")), text(hint))
        window.opened.connect(self.opened)
        window.show_items(record_items(self._session, ids))
        window.open()

    def _name_button(self, words: str, icon: str) -> None:
        self.button.setIcon(self._session.look.icon(icon, "accent_ink"))
        self.button.setText(f"\u2002{self._session.text(words)}")
        self.button.setAccessibleName(self._session.text(words))

    def _on_request(self) -> None:
        text = self._session.text
        kinds = "JSON (*.json);;QR (*.png)"
        ask_save(self, text(N_("Write a request")), "request.json", kinds, self.write_request)

    def write_request(self, path: Path) -> None:
        """Write the request for an invitation into a file."""
        try:
            request = request_enrolment(self._session.workspace)
            write_whole(path, as_file(path.name, request, "request"))
            note_request(self._session.workspace)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        words = self._session.text(N_("Saved as {file}"))
        Toast(self, self._session.look, words.format(file=path.name))

    def _on_join(self) -> None:
        window = InvitationWindow(self, self._session)
        window.joined.connect(self.joined)
        window.open()

    def join_with(self, path: Path) -> None:
        """Join the mission of an invitation file."""
        try:
            join(self._session.workspace, document_in(read_whole(path)))
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.joined.emit()
