"""Part “Members” of the page “Administration”: who is in the mission, with which laptop."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.clock import day_of
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import packs
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.members import late as lateness
from fieldapp.sync.members import leaving
from fieldapp.sync.members.membership import Member
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import members
from fieldapp.ui import messages
from fieldapp.ui.administering import WhoMay, tell_who, told_who, who_may
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.table import Row, Rows, choose, table_view
from fieldapp.ui.components.text import captioned, dotted, isolated, label
from fieldapp.ui.inviting import InviteWindow
from fieldapp.ui.joining import role_in_words
from fieldapp.ui.session import Session
from fieldapp.ui.taking_out import WHY, TakeOutWindow
from fieldapp.ui.task import Task

_BESIDE = 860
"""Logical pixels from which the member chosen stands beside the table, not below it."""

_STATE = 3


class MembersPart(QWidget):
    """The table, whoever is chosen in it, and what waits for somebody who may sign.

    Attributes:
        model, table: The laptops.
        invite_button, out_button: Pressed by somebody who may not, they say who may.

    Signals:
        changed: The mission is another: what other pages show is old.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._members: dict[str, Member] = {}
        self._who: WhoMay = who_may(session)
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(10)
        column.addLayout(self._waiting)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(14)
        column.addLayout(self._box, 1)
        card = Card(text(N_("Laptops of the mission")))
        self.invite_button = button(
            text(N_("Invite somebody …")), look.icon("plus", "accent_ink"), "primary"
        )
        self.invite_button.clicked.connect(self._on_invite)
        card.header.addWidget(self.invite_button)
        heads = (N_("Name"), N_("Role"), N_("Last seen"), N_("Status"))
        self.model = Rows(look, [text(each) for each in heads])
        self.table = table_view(self.model, text(N_("Laptops of the mission")), _STATE)
        self.table.setMinimumHeight(240)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        card.body.addWidget(self.table, 1)
        self._box.addWidget(card, 5)
        self.shown = Card()
        self.shown.setMinimumWidth(280)
        self._about = QVBoxLayout()
        self._about.setSpacing(10)
        self.shown.body.addLayout(self._about)
        row = QWidget()
        line = Flow(row, gap=10)
        self.out_button = button(text(N_("Take out of the mission …")), look.icon("log-out"))
        self.out_button.clicked.connect(self._on_out)
        line.addWidget(self.out_button)
        self.shown.body.addSpacing(8)
        self.shown.body.addWidget(row)
        self.shown.body.addStretch(1)
        self._box.addWidget(self.shown, 3)
        self.refresh()

    def refresh(self) -> None:
        """Show the members as they are known now."""
        workspace = self._session.workspace
        self._who = who_may(self._session)
        self._members = {each.device: each for each in members(workspace)}
        chosen = self.chosen
        in_order = sorted(self._members.values(), key=lambda m: (m.left, m.name, m.device))
        self.model.show([self._row(each) for each in in_order])
        device = chosen.device if chosen else workspace.device
        choose(self.table, self.model.number_of(device))
        self._show_waiting()

    @property
    def chosen(self) -> Member | None:
        """The member whose line is chosen."""
        number = self.table.currentIndex().row()
        return self._members.get(self.model.row(number).key) if number >= 0 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != side:
            self._box.setDirection(side)

    def _row(self, member: Member) -> Row:
        language = self._session.look.language
        tone, icon, state = self._state(member)
        state = self._session.text(N_("Taken out")) if member.left else state
        seen = self._seen(member)
        day = language.short_day(seen) if seen else self._session.text(N_("never"))
        role = "" if member.left else role_in_words(member.role, language)
        return Row(member.device, (member.name, role, isolated(day), state), icon, tone)

    def _state(self, member: Member) -> tuple[str, str, str]:
        """Return token, icon and words of how a member stands."""
        text = self._session.text
        if member.left:
            why = text(WHY.get(member.reason, N_("Another reason")))
            out = text(N_("Taken out"))
            return "bad", "log-out", dotted(out, why)
        if member.device == self._session.workspace.device:
            return "accent", "laptop", text(N_("This laptop"))
        return "ok", "circle-check", text(N_("In the mission"))

    def _seen(self, member: Member) -> date | None:
        time = packs.newest_time(self._session.workspace.db, member.device)
        return datetime.fromisoformat(day_of(time)).date() if time else None

    def _on_chosen(self) -> None:
        _empty(self._about)
        member = self.chosen
        self.out_button.setVisible(
            member is not None
            and not member.left
            and member.device != self._session.workspace.device
        )
        if member is None:
            return
        text, look = self._session.text, self._session.look
        self._about.addWidget(label(member.name, "heading"))
        tone, icon, state = self._state(member)
        chip_tone = "info" if tone == "accent" else tone
        self._about.addWidget(Chip(look, state, chip_tone, icon))
        areas = text(N_(", ")).join(member.areas) or text(N_("The whole mission"))
        by = self._members.get(member.by)
        signer = by.name if by else text(N_("The founder of the mission"))
        role = "" if member.left else role_in_words(member.role, look.language)
        for caption, said in (
            (N_("Role"), role),
            (N_("Works in"), "" if member.left else areas),
            (N_("Laptop"), member.device),
            (N_("Words of its key, to compare by voice"), in_words(member.sign)),
            (N_("Signed by"), signer),
        ):
            if said:
                self._about.addLayout(captioned(text(caption), said))

    def _show_waiting(self) -> None:
        _empty(self._waiting)
        session, text, look = self._session, self._session.text, self._session.look
        if not self._who.here:
            title = text(N_("You can look; you cannot invite or take out."))
            banner = Banner(look, "info", title, told_who(session, self._who))
            self._waiting.addWidget(banner)
        if leaving.due(session.workspace):
            title = text(N_("Something is left to do after somebody was taken out"))
            about = text(N_("New keys, or which entries were the last."))
            banner = Banner(look, "warn", title, about)
            renew = button(text(N_("Do what is left to do")), look.icon("refresh-cw"))
            renew.clicked.connect(self._on_renew)
            banner.ending.addWidget(renew)
            self._waiting.addWidget(banner)
        for one in lateness.late(session.workspace):
            if not one.looked_at:
                self._waiting.addWidget(self._late(one))

    def _late(self, one: lateness.Late) -> Banner:
        session, text = self._session, self._session.text
        title = text(N_("{name} sent something after the laptop was taken out"))
        count = session.look.language.plural("{n} entry", "{n} entries", one.facts)
        banner = Banner(
            session.look, "warn", title.format(name=isolated(one.member.name)), isolated(count)
        )
        device = one.member.device
        accept = button(text(N_("It counts")))
        accept.clicked.connect(lambda: self._do(lambda w: lateness.accept(w, device)))
        leave = button(text(N_("Leave it aside")))
        leave.clicked.connect(lambda: self._do(lambda w: lateness.refuse(w, device)))
        banner.ending.addWidget(accept)
        banner.ending.addWidget(leave)
        return banner

    def _on_invite(self) -> None:
        if not self._who.here:
            tell_who(self, self._session, self._who)
            return
        window = InviteWindow(self, self._session)
        window.acted.connect(self._on_done)
        window.open()

    def _on_out(self) -> None:
        member = self.chosen
        if not self._who.here:
            tell_who(self, self._session, self._who)
        elif member is not None:
            window = TakeOutWindow(self, self._session, member)
            window.acted.connect(self._on_done)
            window.open()

    def _on_renew(self) -> None:
        if not self._who.here:
            tell_who(self, self._session, self._who)
        else:
            self._do(leaving.renew)

    def _do(self, work: Callable[[Workspace], object]) -> None:
        if self._task is not None:
            return
        open_workspace = self._session.workspace

        def beside(_progress: Progress) -> object:
            workspace = reopen(open_workspace)
            try:
                return work(workspace)
            finally:
                close(workspace)

        self._task = Task(beside, self)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and not self._who.here:
            tell_who(self, self._session, self._who)
        else:
            messages.tell(self, self._session.look, error)

    def _on_finished(self) -> None:
        self._task = None
        self._on_done()

    def _on_done(self) -> None:
        self.refresh()
        self.changed.emit()


def _empty(layout: QVBoxLayout) -> None:
    emptied(layout)
