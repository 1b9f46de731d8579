"""Views of lists: what somebody narrows and sorts a list by, under a name of their own.

They stay on this laptop, in the encrypted file, because a name and the words looked for may tell.
A laptop that seals itself forgets them.
"""

import json
from dataclasses import asdict, dataclass, fields

from fieldapp.domain.kinds import kind_named
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.workspace import Workspace

LONGEST_NAME = 60
"""Letters, as many as a menu shows."""


class NoName(WrongUse):
    """A view without a name, or with one that no menu could show."""

    text = N_("A view needs a name of up to {most} letters.")


class NameTaken(WrongUse):
    """Two views of one list would have the same name."""

    text = N_("Another view has this name already.")
    remedy = N_("Choose another name, or delete the other view first.")


@dataclass(frozen=True)
class View:
    """What a list shows under a name. Days are kept as they are, so a period does not move on.

    Attributes:
        days_back: So many days up to today; 0 where ``narrowed`` says which.
    """

    name: str
    narrowed: Narrowed
    order: Order
    days_back: int = 0


def views_of(workspace: Workspace, kind: str) -> list[View]:
    """Return the views of a kind by their names."""
    with told(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT name, body FROM list_view WHERE kind = ? ORDER BY name", [kind_named(kind).name]
        ).fetchall()
    return [_from_body(kind, name, body) for name, body in rows]


def names_of_all(workspace: Workspace) -> list[tuple[str, str]]:
    """Return kind and name of every view, in the order of their names."""
    with told(workspace.file):
        rows = workspace.db.conn.execute("SELECT kind, name FROM list_view ORDER BY name")
        return [(str(kind), str(name)) for kind, name in rows]


def keep_view(workspace: Workspace, view: View) -> None:
    """Keep a view in place of the one that had its name.

    Raises:
        NoName: The name is empty or too long.
    """
    name = _checked(view.name)
    plain = asdict(view)
    del plain["name"], plain["narrowed"]["kind"]
    with writing(workspace.db, workspace.file):
        workspace.db.conn.execute(
            "INSERT INTO list_view (kind, name, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body",
            [view.narrowed.kind, name, json.dumps(plain, ensure_ascii=False)],
        )


def rename_view(workspace: Workspace, kind: str, name: str, new: str) -> None:
    """Give a view another name.

    Raises:
        NoName: The new one is empty or too long.
        NameTaken: Another view has it.
    """
    new = _checked(new)
    if new == name:
        return
    with writing(workspace.db, workspace.file):
        if any(view.name == new for view in views_of(workspace, kind)):
            raise NameTaken
        workspace.db.conn.execute(
            "UPDATE list_view SET name = ? WHERE kind = ? AND name = ?", [new, kind, name]
        )


def drop_view(workspace: Workspace, kind: str, name: str) -> None:
    """Forget a view; the records stay."""
    with writing(workspace.db, workspace.file):
        workspace.db.conn.execute("DELETE FROM list_view WHERE kind = ? AND name = ?", [kind, name])


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise NoName(most=LONGEST_NAME)
    return name


def _from_body(kind: str, name: str, body: str) -> View:
    plain = json.loads(body)
    known = {each.name for each in fields(Narrowed)}  # a newer version may narrow by more
    narrowed = {part: value for part, value in plain["narrowed"].items() if part in known}
    codes = narrowed["codes"].items()
    narrowed["codes"] = {each: tuple(of) for each, of in codes if kind_named(kind).has(each)}
    order = Order(By(plain["order"]["by"]), plain["order"]["descending"])
    return View(name, Narrowed(kind, **narrowed), order, plain["days_back"])
