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
        changed: Something was saved, drafted or taken out: counts elsewhere are old.
        joined: The workspace has joined a mission.
        lock: Lock the workspace; drafts are kept.
        seal: Ask whether this laptop is to be sealed.
        idle: Minutes until it locks itself were chosen.
        language, theme: A code or a name was chosen.
    """

    record = Signal(str, str)
    page = Signal(str)
    view = Signal(str, str)
    begin = Signal(str, object)
    changed = Signal()
    joined = Signal()
    lock = Signal()
    seal = Signal()
    idle = Signal(int)
    language = Signal(str)
    theme = Signal(str)
