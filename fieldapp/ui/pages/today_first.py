"""What a day begins with while nothing was written yet: the first things to do, in their order."""

from collections.abc import Iterator

from PySide6.QtCore import Signal

from fieldapp.language import N_
from fieldapp.sync.mission import mission_of
from fieldapp.ui.administering import who_may
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.text import label
from fieldapp.ui.session import Session

First = tuple[str, str, str, str]
"""Icon, what is to be done, what it is good for, and the page on which it is done."""

_JOIN: First = (
    "handshake",
    N_("Join the mission"),
    N_("Write a request, bring it to the administrator, and join with the invitation."),
    "sync",
)
_PLACE: First = (
    "map-pin",
    N_("Write down the first place"),
    N_("A village, a market, a water point: meetings, works and promises belong to a place."),
    "place",
)
_MEETING: First = (
    "users",
    N_("Record the first meeting"),
    N_("Who came, what was said and what was promised, on one screen."),
    "quick_meeting",
)
_LET_IN: First = (
    "plus",
    N_("Let colleagues in"),
    N_("They bring a request; you write the invitation."),
    "administration",
)
_SYNC: First = (
    "refresh-cw",
    N_("Exchange with the mission"),
    N_("Over a hub, a stick or the same network: what colleagues wrote comes here, too."),
    "sync",
)


class FirstCard(Card):
    """The first things to do, each a line that leads where it is done.

    Attributes:
        lines: In the order of what comes first.

    Signals:
        page_wanted: Somebody goes to a page; carries its name.
    """

    page_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(text(N_("To begin with")))
        hint = N_("Nothing is recorded on this laptop yet. What you write is kept here, encrypted.")
        self.body.addWidget(label(text(hint), "hint"))
        self.body.addSpacing(4)
        self.lines: list[LineButton] = []
        for icon, what, about, page in _firsts(session):
            line = LineButton(session.look, icon, "accent", text(what), text(about), page)
            line.opened.connect(self._on_opened)
            self.body.addWidget(line)
            self.lines.append(line)

    def _on_opened(self, page: str) -> None:
        self.page_wanted.emit(page)


def _firsts(session: Session) -> Iterator[First]:
    """Yield what comes first for whoever founded the mission, joined it, or waits to be let in."""
    founds = who_may(session).here
    if not founds:
        yield _JOIN if mission_of(session.workspace) is None else _SYNC
    yield from (_PLACE, _MEETING)
    if founds:
        yield from (_LET_IN, _SYNC)
