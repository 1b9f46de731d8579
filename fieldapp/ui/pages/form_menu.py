"""What can be done with a record as a whole: the menu “More” of its form."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from fieldapp.ui.components.button import tool_button
from fieldapp.ui.look import Look


@dataclass(frozen=True)
class Deed:
    """One line of the menu.

    Attributes:
        words: In the person's language.
        keys: Shown beside it; the form listens for them.
        may: Asked when the menu opens; None for always.
    """

    words: str
    icon: str
    act: Callable[[], object]
    keys: str = ""
    may: Callable[[], bool] | None = None


def more_button(look: Look, name: str, deeds: list[Deed | None]) -> QToolButton:
    """Return the button that opens the menu; None among the deeds is a line between.

    The menu is filled when it is first opened: most forms are left without.
    """
    more = tool_button(look, "ellipsis", name)
    menu = QMenu(more)
    asked: list[tuple[QAction, Callable[[], bool]]] = []

    def open_menu() -> None:
        if menu.isEmpty():
            for deed in deeds:
                _add(menu, look, deed)
            asked.extend(
                (action, deed.may)
                for action, deed in zip(menu.actions(), deeds, strict=True)
                if deed is not None and deed.may is not None
            )
        for action, may in asked:
            action.setEnabled(may())

    menu.aboutToShow.connect(open_menu)
    more.setMenu(menu)
    more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return more


def _add(menu: QMenu, look: Look, deed: Deed | None) -> None:
    if deed is None:
        menu.addSeparator()
        return
    action = QAction(look.icon(deed.icon), deed.words.replace("&", "&&"), menu)
    if deed.keys:
        shown = QKeySequence(deed.keys).toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(f"{action.text()}\t{shown}")
    action.triggered.connect(deed.act)
    menu.addAction(action)
