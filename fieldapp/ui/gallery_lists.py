"""How the pictures come to the lists: narrowed, as a table, with the filter, several at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QTimer

from fieldapp.store import records
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.records import Change
from fieldapp.store.views import View, keep_view
from fieldapp.store.workspace import Workspace
from fieldapp.ui.list_views import ViewsWindow
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.shell import Shell

_WAIT_MS = 10_000

_WORKS = (
    ("Well at the market of {}", "ongoing", "XX0101"),
    ("Road from {} to the river", "planned", "XX0102"),
    ("School roof in {}", "completed", "XX0101"),
    ("Health post of {}", "suspended", "XX0103"),
    ("Seed store in {}", "ongoing", "XX0102"),
    ("Lamps on the square of {}", "handed_over", "XX0101"),
)
_NAMES = ("Gorom", "Tassa", "Belo", "Dorey", "Marsi", "Koulou")


def fill(workspace: Workspace) -> None:
    """Record as many works as make a list worth narrowing, and a view with a name."""
    changes = [
        Change(
            "deliverable",
            {
                "title": title.format(name),
                "status": status,
                "place": place,
                "planned_end": f"2026-{(row * 3 + n) % 12 + 1:02}-{(row * 7 + n * 5) % 28 + 1:02}",
            },
        )
        for row, name in enumerate(_NAMES)
        for n, (title, status, place) in enumerate(_WORKS)
    ]
    records.save_all(workspace, changes, apart=True)
    narrowed = Narrowed("deliverable", codes={"status": ("ongoing", "suspended")})
    keep_view(workspace, View("What moves this month", narrowed, Order(By.PLACE, False), 30))
    keep_view(workspace, View("Wells", Narrowed("deliverable", words="well"), Order()))


def screens() -> dict[str, Callable[[Shell], object]]:
    """Return the screens of lists by name."""
    return {
        "list": _list,
        "list-narrowed": _narrowed,
        "list-filter": _filter,
        "list-table": _table,
        "list-table-filter": lambda shell: _table(shell).listed.head.filter_button.click(),
        "list-nothing": lambda shell: _list(shell).search("zebra"),
        "list-several": _several,
        "list-views": _views,
    }


def _page(shell: Shell) -> RecordsPage:
    return shell.records_page("deliverable")


def _list(shell: Shell) -> RecordsPage:
    page = _page(shell)
    listed = page.listed
    listed.clear_selection()
    listed.show_table(shown=False)
    if listed.panel is not None:
        listed.panel.closed.emit()
    listed.show_view(View("", Narrowed("deliverable"), Order()))
    return page


def _narrowed(shell: Shell) -> RecordsPage:
    page = _list(shell)
    codes = {"status": ("ongoing", "suspended")}
    narrowed = Narrowed("deliverable", codes=codes, area="XX0101", said_here=True)
    page.listed.show_view(View("", narrowed, Order(By.TITLE, False)))
    return page


def _filter(shell: Shell) -> RecordsPage:
    page = _narrowed(shell)
    page.listed.head.filter_button.click()
    return page


def _table(shell: Shell) -> RecordsPage:
    page = _list(shell)
    page.listed.show_view(View("", Narrowed("deliverable"), Order(By.STATE, False)))
    page.listed.show_table(shown=True)
    page.listed.table.selectRow(2)
    return page


def _several(shell: Shell) -> None:
    page = _list(shell)
    page.listed.search("o")
    model = page.list.model()
    page.list.setCurrentIndex(model.index(0, 0))
    for row in range(1, 5):
        index = model.index(row, 0)
        flags = page.list.selectionModel().SelectionFlag
        page.list.selectionModel().select(index, flags.Select | flags.Rows)
    assert page.bulk is not None
    page.bulk.field.choose("status")
    editor = page.bulk.editor
    assert editor is not None
    editor.show_answer("ongoing")
    wait = QEventLoop()
    page.bulk.previewed.connect(wait.quit)
    QTimer.singleShot(_WAIT_MS, wait.quit)
    page.bulk.preview_button.click()
    wait.exec()


def _views(shell: Shell) -> None:
    page = _narrowed(shell)
    showing = replace(page.listed.showing, days_back=30)
    ViewsWindow(page, shell.session, showing).open()
