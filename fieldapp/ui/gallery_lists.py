"""How the pictures come to the lists: narrowed, as a table, with the filter, several at once."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from fieldapp.store import records
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.records import Change
from fieldapp.store.views import View, keep_view
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.gallery_village import PLACES
from fieldapp.ui.list_views import ViewsWindow
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.shell import Shell

_WAIT_MS = 10_000

VIEWS = ("Not applied yet", "About women")
"""Names that somebody has given."""

_LESSONS = (
    ("Meet the women of {} before a site is chosen", "noted", "field_officer"),
    ("Ask in {} who looks after the pump", "proposed", "team_leader"),
    ("Read the minutes aloud in {}", "applied", "liaison_gbv"),
    ("Tell {} early when the road will be late", "rejected", "project_manager"),
    ("Pay workers of {} at the market, not at the site", "noted", "administrator"),
    ("Leave the number of the desk in {}", "applied", "protection_officer"),
)


def fill(workspace: Workspace) -> None:
    """Record as many lessons as make a list worth narrowing, and views with a name."""
    changes = [
        Change(
            "lesson",
            {
                "what": what.format(name),
                "status": status,
                "who": who,
                "place": place,
                "due_on": f"2027-{(row * 3 + n) % 12 + 1:02}-{(row * 7 + n * 5) % 28 + 1:02}",
            },
        )
        for row, (place, name) in enumerate(PLACES.items())
        for n, (what, status, who) in enumerate(_LESSONS)
    ]
    records.save_all(workspace, changes, apart=True)
    narrowed = Narrowed("lesson", codes={"status": ("noted", "proposed")})
    keep_view(workspace, View(VIEWS[0], narrowed, Order(By.PLACE, descending=False)))
    keep_view(workspace, View(VIEWS[1], Narrowed("lesson", words="women"), Order()))


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
    return shell.records_page("lesson")


def _list(shell: Shell) -> RecordsPage:
    page = _page(shell)
    listed = page.listed
    listed.clear_selection()
    listed.show_table(shown=False)
    if listed.panel is not None:
        listed.panel.closed.emit()
    listed.show_view(View("", Narrowed("lesson"), Order()))
    return page


def _narrowed(shell: Shell) -> RecordsPage:
    page = _list(shell)
    codes = {"status": ("noted", "proposed")}
    narrowed = Narrowed("lesson", codes=codes, area=PLACE, said_here=True)
    page.listed.show_view(View("", narrowed, Order(By.TITLE, False)))
    return page


def _filter(shell: Shell) -> RecordsPage:
    page = _narrowed(shell)
    page.listed.head.filter_button.click()
    return page


def _table(shell: Shell) -> RecordsPage:
    page = _list(shell)
    page.listed.show_view(View("", Narrowed("lesson"), Order(By.STATE, False)))
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
    editor.show_answer("applied")
    wait = QEventLoop()
    page.bulk.previewed.connect(wait.quit)
    QTimer.singleShot(_WAIT_MS, wait.quit)
    page.bulk.preview_button.click()
    wait.exec()


def _views(shell: Shell) -> None:
    page = _narrowed(shell)
    ViewsWindow(page, shell.session, page.listed.showing).open()
