"""What an open workspace needs, loaded beside the window while the passphrase is typed."""

from importlib import import_module
from typing import TYPE_CHECKING

from fieldapp.progress import Progress

if TYPE_CHECKING:
    from fieldapp.language import Language


def load(language: "Language", _progress: Progress) -> None:
    """Load what an open workspace needs: modules, and how a language writes days and numbers. Have
    PySide make the Python class of every widget, as it looks through them all as soon as Qt hands
    out one that Qt has made, and the many names of gradients, as it does when an area is filled."""
    import_module("fieldapp.ui.opening")
    import_module("fieldapp.ui.shell")
    widgets = import_module("PySide6.QtWidgets")
    for name in dir(widgets):
        getattr(widgets, name)
    assert import_module("PySide6.QtGui").QGradient.Preset
    language.day("2026-01-01")
    language.number(1)
