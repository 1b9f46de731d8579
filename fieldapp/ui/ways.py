"""Where a page can lead, and what it can ask of the window that holds it.

One object for all pages of a shell, handed to each: a page need not know who else is there.
"""

from PySide6.QtCore import QObject, Signal


class Ways(QObject):
    """Wishes of pages.

    Signals:
        record: Show a record; carries kind and id.
        page: Show a page; carries its name: a kind's, or a room's.
        view: Show a view of a kind's list; carries the kind and the name of the view.
        begin: Begin a record; carries its kind and what is known of it, field to value.
        paper: Go on to the joint review of a place; carries the place.
        papers_of: Show which papers there are of a record; carries kind and id.
        changed: Something was saved, drafted or taken out: counts elsewhere are old.
        joined: The workspace has joined a mission.
        lock: Lock the workspace; drafts are kept.
        seal: Ask whether this laptop is to be sealed.
        put_back: A backup is to be put back, and the workspace locked meanwhile; carries its name.
        idle: Minutes until it locks itself were chosen.
        language, theme: A code or a name was chosen.
        text_size: Per cent were chosen.
        calm: Whether nothing is to move by itself was chosen.
        sync: Begin a sync.
        help: Show help; carries the name of a topic, "" for the page that is shown.
    """

    record = Signal(str, str)
    page = Signal(str)
    view = Signal(str, str)
    begin = Signal(str, object)
    paper = Signal(str)
    papers_of = Signal(str, str)
    changed = Signal()
    joined = Signal()
    lock = Signal()
    seal = Signal()
    put_back = Signal(str)
    idle = Signal(int)
    language = Signal(str)
    theme = Signal(str)
    text_size = Signal(int)
    calm = Signal(bool)
    sync = Signal()
    help = Signal(str)
