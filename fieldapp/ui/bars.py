"""What stands at the side of every page and on top of it: the sidebar and the top bar, in words."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from fieldapp.language import LANGUAGES, N_
from fieldapp.sync import account
from fieldapp.sync.mission import mission_of
from fieldapp.ui import keys
from fieldapp.ui.components.sidebar import Entry, Sidebar, nav_icon
from fieldapp.ui.components.topbar import TopBar
from fieldapp.ui.look import Look
from fieldapp.ui.preferences import THEME_LABELS
from fieldapp.ui.rooms import FOOT, SIDEBAR, label_of, picture_of
from fieldapp.ui.session import Session


def sidebar_of(session: Session) -> Sidebar:
    """Return the sidebar: all rooms and kinds of every day, those seldom needed at its foot."""
    text = session.text
    shown = [
        Entry(name, text(label_of(name)), picture_of(name), keys.page_key(key) if key else "")
        for name, key in SIDEBAR
    ]
    foot = [Entry(n, text(label_of(n)), picture_of(n), at_foot=True) for n in FOOT]
    return Sidebar(session.look, "fieldapp", [*shown, *foot], session.reader.name)


def sidebar_icons() -> Iterator[Callable[[Look], object]]:
    """Return what draws each icon of the sidebar, which then is at hand: all of them together take
    as long as the rest of the window."""
    for name in (*(name for name, _ in SIDEBAR), *FOOT):
        yield partial(nav_icon, name=picture_of(name))


def topbar_of(session: Session) -> TopBar:
    """Return the top bar."""
    text = session.text
    words = {
        "back": text(N_("Back")),
        "search": text(N_("Search")),
        "go": text(N_("Go to anything")),
        "go_to": text(N_("Go to …")),
        "language": text(N_("Language")),
        "theme": text(N_("Light, dark or sunlight")),
        "help": text(N_("Help")),
        "lock": text(N_("Lock now")),
    }
    themes = {name: text(each) for name, each in THEME_LABELS.items()}
    return TopBar(session.look, words, LANGUAGES, themes)


def nothing_waits(session: Session) -> str:
    """Return what is said when no record waits to be sent."""
    synced = account.last(session.workspace) is not None
    return session.text(N_("Everything is sent") if synced else N_("Nothing to send yet"))


def since_sync(session: Session) -> str:
    """Return how long this laptop has had no contact with the mission."""
    last = account.last(session.workspace)
    if last is None:
        joined = mission_of(session.workspace) is not None
        return session.text(N_("Never synced") if joined else N_("In no mission yet"))
    days = (session.today() - datetime.fromisoformat(last.at).date()).days
    if days <= 0:
        return session.text(N_("Synced today"))
    return session.look.language.plural("Offline for {n} day", "Offline for {n} days", days)
