"""Showing and hiding a part without having it dressed and measured before its time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_SAID = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
"""Somebody has shown or hidden it by name."""


def set_shown(part: QWidget, shown: bool) -> None:
    """Show a part, or hide it. One that was never hidden comes with what it stands in: to show it
    before that would dress and measure it twice, which is half of what a form takes."""
    around = part.parentWidget()
    comes_later = around is None or not around.isVisible()
    if shown and comes_later and not part.testAttribute(_SAID):
        return
    part.setVisible(shown)
