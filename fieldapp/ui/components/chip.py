"""A state in a rounded frame: always an icon and a word, never colour alone."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from fieldapp.ui.components.text import label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

TONE_ICONS = {
    "": "circle",
    "ok": "circle-check",
    "warn": "circle-dashed",
    "bad": "triangle-alert",
    "info": "cloud-upload",
}


class Chip(QFrame):
    """A state. `tone` is "ok", "warn", "bad", "info" or "" for a plain fact."""

    def __init__(self, look: Look, text: str, tone: str = "", icon: str = "") -> None:
        super().__init__()
        set_role(self, "chip", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 11, 0)
        row.setSpacing(6)
        row.addWidget(picture(look, icon or TONE_ICONS[tone], tone or "ink", 14))
        row.addWidget(label(text, "chip-word", tone, wrap=False))
        self.setFixedHeight(26)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
