"""The one style sheet of the desktop, written from a theme's tokens.

Widgets say what they are with the property `role` (and `tone`, `bad`); no widget has a sheet of
its own. Colours are in `theme`.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldapp.ui.theme import TONES, Theme

CONTROL_HEIGHT = 40
"""Logical pixels: a finger on a touch screen and a tired eye both hit it."""

_TOLD = 380
"""Logical pixels of a line in a message: narrower it would be a column of a newspaper."""

_BUTTONS = {
    "": (CONTROL_HEIGHT, 16),
    "mask": (CONTROL_HEIGHT, 16),
    "tab": (CONTROL_HEIGHT, 12),
    "segment": (CONTROL_HEIGHT, 12),
    "tool": (CONTROL_HEIGHT, 10),
    "filter": (34, 10),
    "narrowing": (34, 10),
}
"""Role of a button to its height and the room beside its words, edges included and excluded."""


def set_role(widget: QWidget, role: str, tone: str = "") -> None:
    """Say what `widget` is, so that the style sheet dresses it; may be called again later."""
    if widget.property("role") == role and widget.property("tone") == tone:
        return
    widget.setProperty("role", role)
    widget.setProperty("tone", tone)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Have Qt match the style sheet again after a property changed, which it does not by itself."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is dressed when it is first shown or measured; twice costs half of a form
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def style_sheet(theme: Theme) -> str:
    """The sheet for the whole application."""
    return "\n".join((_base(theme), _shell(theme), _texts(theme), _controls(theme), _parts(theme)))


def offers_sheet(theme: Theme) -> str:
    """Return the style sheet of what is offered below a line while one types."""
    return f"""
    QListView {{ background: {theme["panel"]}; color: {theme["ink"]}; padding: 4px;
        border: {theme.stroke}px solid {theme["edge"]};
        selection-background-color: {theme["accent_soft"]}; selection-color: {theme["ink"]}; }}
    QListView::item {{ min-height: 36px; padding: 0 8px; border: 0; }}
    QListView::item:selected {{ background: {theme["accent_soft"]}; color: {theme["ink"]};
        border: {theme.stroke}px solid {theme["accent"]}; border-radius: 6px; }}
    {_bars(theme)}
    """


def _bars(theme: Theme) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: 14px; margin: 2px; }}
    QScrollBar::handle:vertical {{
        background: {theme["edge"]}; border-radius: 5px; min-height: 48px; }}
    QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 2px; }}
    QScrollBar::handle:horizontal {{
        background: {theme["edge"]}; border-radius: 5px; min-width: 48px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _base(theme: Theme) -> str:
    return f"""
    * {{ outline: 0; }}
    QWidget {{ color: {theme["ink"]}; }}
    QMainWindow, QDialog, QMessageBox, QWidget[role="page"] {{ background: {theme["page"]}; }}
    QDialogButtonBox {{ button-layout: 3; }}
    QDialogButtonBox[role="keeping"] {{ button-layout: 0; }}
    QMessageBox QLabel#qt_msgbox_label {{ font-size: 15px; font-weight: 700; }}
    QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: {_TOLD}px; }}
    QWidget[role="clear"], QScrollArea, QScrollArea > QWidget > QWidget[role="clear"] {{
        background: transparent; border: 0; }}
    {_bars(theme)}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    QToolTip {{ background: {theme["ink"]}; color: {theme["panel"]}; border: 0; padding: 6px; }}
    QMenu {{ background: {theme["panel"]}; border: {theme.stroke}px solid {theme["edge"]};
        padding: 6px; }}
    QMenu::item {{ padding: 9px 22px 9px 14px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {theme["accent_soft"]}; color: {theme["ink"]}; }}
    QCalendarWidget QWidget {{ background: {theme["panel"]}; }}
    QCalendarWidget QToolButton {{ font-weight: 600; }}
    QCalendarWidget QAbstractItemView {{ selection-background-color: {theme["accent"]};
        selection-color: {theme["accent_ink"]}; border: 0; }}
    """


def _shell(theme: Theme) -> str:
    stroke = theme.stroke
    return f"""
    QWidget[role="sidebar"] {{ background: {theme["side"]}; }}
    QWidget[role="sidebar"] QLabel {{ color: {theme["side_ink"]}; }}
    QWidget[role="sidebar"] QLabel[role="brand"] {{
        color: {theme["side_on_ink"] if theme.stroke == 1 else theme["side_ink"]};
        font-size: 17px; font-weight: 700; }}
    QWidget[role="sidebar"] QLabel[role="hint"] {{ color: {theme["side_mute"]}; }}
    QWidget[role="sidebar"] QLabel[tone="warn"] {{ color: {theme["side_warn"]}; }}
    QToolButton[role="nav"] {{ color: {theme["side_ink"]}; background: transparent;
        border: 2px solid transparent; border-radius: 8px; padding: 0 10px; min-height: 32px;
        min-width: 20px; text-align: left; font-weight: 500; }}
    QToolButton[role="nav"][tone="small"] {{ font-size: 13px; color: {theme["side_mute"]}; }}
    QToolButton[role="nav"][tone="small"]:checked {{ color: {theme["side_on_ink"]}; }}
    QToolButton[role="nav"]:hover {{ border-color: {theme["side_mute"]}; }}
    QToolButton[role="nav"]:checked {{ background: {theme["side_on"]};
        color: {theme["side_on_ink"]}; font-weight: 600; }}
    QToolButton[role="nav"]:focus {{ border-color: {theme["side_warn"]}; }}
    QWidget[role="topbar"] {{ background: {theme["panel"]};
        border-bottom: {stroke}px solid {theme["line"]}; }}
    QFrame[role="card"], QFrame[role="pane"] {{ background: {theme["panel"]};
        border: {stroke}px solid {theme["line"]}; border-radius: 10px; }}
    QWidget[role="actions"] {{ background: {theme["panel"]};
        border-top: {stroke}px solid {theme["line"]};
        border-bottom-left-radius: 10px; border-bottom-right-radius: 10px; }}
    """


def _texts(theme: Theme) -> str:
    tones = "".join(f'QLabel[tone="{tone}"] {{ color: {theme[tone]}; }}\n' for tone in TONES)
    return f"""
    QLabel[role="title"] {{ font-size: 20px; font-weight: 700; }}
    QLabel[role="heading"] {{ font-size: 15px; font-weight: 700; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="code"] {{ font-size: 22px; font-weight: 700; padding: 10px 0; }}
    QLabel[role="figure"] {{ font-size: 28px; font-weight: 700; }}
    QLabel[role="hint"] {{ color: {theme["mute"]}; }}
    QLabel[role="small"] {{ color: {theme["mute"]}; font-size: 12px; }}
    QLabel[role="error"] {{ color: {theme["bad"]}; font-weight: 600; }}
    QLabel[role="read"] {{ padding: 9px 0; }}
    {tones}
    """


def _controls(theme: Theme) -> str:
    stroke, soft = theme.stroke, theme["accent_soft"]
    strengths = "".join(
        f'QProgressBar[role="strength"][tone="{tone}"]::chunk {{ background: {theme[tone]}; }}\n'
        for tone in TONES
    )
    fields = ", ".join(("QLineEdit", "QComboBox", "QPlainTextEdit"))
    focused = ", ".join(("QLineEdit:focus", "QComboBox:focus", "QPlainTextEdit:focus"))
    bad = ", ".join(f'{name}[bad="true"]' for name in ("QLineEdit", "QComboBox", "QPlainTextEdit"))
    thick = stroke + 1
    return f"""
    {fields} {{ background: {theme["panel"]}; border: {stroke}px solid {theme["edge"]};
        border-radius: 7px; padding: 0 10px; min-height: {CONTROL_HEIGHT - 2 * stroke}px;
        selection-background-color: {theme["accent"]};
        selection-color: {theme["accent_ink"]}; }}
    QLineEdit {{ padding: 0 8px; }}
    QPlainTextEdit {{ padding: 6px 6px; }}
    {focused}, {bad} {{ border: {thick}px solid {theme["accent"]}; padding: 0 9px;
        min-height: {CONTROL_HEIGHT - 2 * thick}px; }}
    QLineEdit:focus, QLineEdit[bad="true"] {{ padding: 0 7px; }}
    QPlainTextEdit:focus, QPlainTextEdit[bad="true"] {{ padding: 5px 5px; }}
    {bad} {{ border-color: {theme["bad"]}; background: {theme["bad_soft"]}; }}
    QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
        background: {theme["sunken"]}; border-style: dashed; color: {theme["mute"]}; }}
    QLineEdit QToolButton {{ min-width: 0; min-height: 0; border: 0; padding: 0;
        background: transparent; }}
    QComboBox:editable {{ padding: 0 8px; }}
    QComboBox:editable:focus {{ padding: 0 7px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: 0; width: 28px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:disabled {{
        border: 0; padding: 0; min-height: 0; background: transparent; }}
    QComboBox QAbstractItemView {{ background: {theme["panel"]};
        border: {stroke}px solid {theme["edge"]}; padding: 4px;
        selection-background-color: {soft}; selection-color: {theme["ink"]}; }}
    QComboBox QAbstractItemView::item {{ min-height: 36px; padding: 0 8px; border: 0; }}
    QComboBox QAbstractItemView::item:selected {{ background: {soft}; color: {theme["ink"]};
        border: {stroke}px solid {theme["accent"]}; border-radius: 6px; }}
    QPushButton {{ background: {theme["panel"]}; border: {stroke}px solid {theme["edge"]};
        border-radius: 8px; font-weight: 600; }}
    {_button_sizes(stroke)}
    QPushButton:hover {{ background: {soft}; }}
    QPushButton:focus {{ border: {thick}px solid {theme["focus"]}; }}
    QPushButton:disabled {{ color: {theme["mute"]}; background: {theme["sunken"]};
        border-style: dashed; }}
    QPushButton:checked {{ background: {soft}; border: {thick}px solid {theme["accent"]}; }}
    QPushButton:checked:focus {{ border: {thick}px solid {theme["focus"]}; }}
    QPushButton[role="primary"] {{ background: {theme["accent"]}; color: {theme["accent_ink"]};
        border: {thick}px solid {theme["accent"]}; padding: 0 15px;
        min-height: {CONTROL_HEIGHT - 2 * thick}px; }}
    QPushButton[role="primary"]:hover {{ background: {theme["accent_hover"]};
        border-color: {theme["accent_hover"]}; }}
    QPushButton[role="primary"]:focus {{ border-color: {theme["focus_on_accent"]}; }}
    QPushButton[role="primary"]:disabled {{ background: {theme["sunken"]};
        color: {theme["mute"]}; border: {stroke}px dashed {theme["edge"]};
        min-height: {CONTROL_HEIGHT - 2 * stroke}px; padding: 0 16px; }}
    QPushButton[role="segment"]:checked, QPushButton[role="filter"]:checked {{
        background: {theme["chosen"]}; color: {theme["chosen_ink"]}; }}
    QPushButton[role="segment"]:checked:disabled, QPushButton[role="filter"]:checked:disabled {{
        background: {theme["sunken"]}; color: {theme["mute"]}; }}
    QPushButton[role="filter"], QPushButton[role="tool"] {{ font-weight: 500; }}
    QPushButton[role="narrowing"] {{ font-weight: 500;
        background: {soft}; border: {stroke}px solid {theme["accent"]}; border-radius: 17px; }}
    QPushButton[role="narrowing"]:focus {{ border: {thick}px solid {theme["focus"]}; }}
    QPushButton[role="quiet"], QPushButton[role="fold"] {{
        border: 2px solid transparent; background: transparent;
        color: {theme["accent"]}; padding: 0 10px; min-height: {CONTROL_HEIGHT - 4}px; }}
    QPushButton[role="fold"] {{ padding: 0 4px; margin-left: -6px; margin-right: -6px; }}
    QPushButton[role="quiet"]:hover, QPushButton[role="fold"]:hover {{ background: {soft}; }}
    QPushButton[role="quiet"]:focus, QPushButton[role="fold"]:focus {{
        border-color: {theme["focus"]}; }}
    QPushButton[role="mask"] {{ background: {theme["sunken"]}; color: {theme["accent"]};
        text-align: left; }}
    QPushButton[role="mask"]:hover {{ background: {soft}; }}
    QPushButton[role="mask"]:focus {{ border: {thick}px solid {theme["focus"]}; }}
    QPushButton[role="row"] {{ border: 2px solid transparent; border-radius: 8px;
        background: transparent; text-align: left; padding: 0; min-height: 0; }}
    QPushButton[role="row"]:hover {{ background: {soft}; }}
    QPushButton[role="row"]:checked {{ background: {soft}; border-color: {theme["accent"]}; }}
    QPushButton[role="row"]:focus {{ border-color: {theme["focus"]}; }}
    QPushButton[role="figure"] {{ border: {stroke}px solid {theme["line"]}; border-radius: 10px;
        text-align: left; padding: 0; }}
    QPushButton[role="figure"]:hover {{ border-color: {theme["accent"]};
        background: {theme["panel"]}; }}
    QPushButton[role="figure"]:focus {{ border: 2px solid {theme["focus"]}; }}
    QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 8px;
        min-width: {CONTROL_HEIGHT - 4}px; min-height: {CONTROL_HEIGHT - 4}px; }}
    QToolButton:hover {{ background: {soft}; }}
    QToolButton:focus {{ border-color: {theme["focus"]}; }}
    QToolButton[role="map"] {{ background: {theme["panel"]};
        border: {stroke}px solid {theme["edge"]}; }}
    QToolButton[role="map"]:focus {{ border: 2px solid {theme["focus"]}; }}
    QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
    QProgressBar {{ border: {stroke}px solid {theme["edge"]}; border-radius: 6px;
        background: {theme["sunken"]}; min-height: 12px; max-height: 12px; }}
    QProgressBar::chunk {{ background: {theme["accent"]}; border-radius: 5px; }}
    {strengths}
    """


def _button_sizes(stroke: int) -> str:
    """Return sheets in which a button keeps its size when its edge grows by a pixel: what stands
    beside it would move with every Tab."""
    thick = stroke + 1
    sheets = []
    for role, (height, side) in _BUTTONS.items():
        name = f'QPushButton[role="{role}"]' if role else "QPushButton"
        sheets.append(f"""
    {name} {{ min-height: {height - 2 * stroke}px; padding: 0 {side}px; }}
    {name}:focus, {name}:checked {{ min-height: {height - 2 * thick}px;
        padding: 0 {side - 1}px; }}""")
    return "".join(sheets)


def _parts(theme: Theme) -> str:
    stroke = theme.stroke
    chips = "".join(
        f"""
        QFrame[role="chip"][tone="{tone}"] {{ background: {theme[f"{tone}_soft"]};
            border: {stroke}px solid {theme[tone]}; }}
        QFrame[role="banner"][tone="{tone}"] {{ background: {theme[f"{tone}_soft"]};
            border: {stroke}px solid {theme[tone]}; }}
        QLabel[role="chip-word"][tone="{tone}"] {{ color: {theme[tone]}; }}
        """
        for tone in TONES
    )
    return f"""
    QFrame[role="chip"] {{ border-radius: 12px; border: {stroke}px solid {theme["edge"]};
        background: {theme["sunken"]}; }}
    QLabel[role="chip-word"] {{ font-size: 12px; font-weight: 600; color: {theme["ink"]}; }}
    QFrame[role="banner"] {{ border-radius: 8px; }}
    QLabel[role="no-picture"] {{ background: {theme["sunken"]}; border-radius: 6px;
        border: {stroke}px solid {theme["line"]}; }}
    QFrame[role="palette"] {{ background: {theme["panel"]};
        border: {max(stroke, 2)}px solid {theme["edge"]}; border-radius: 12px; }}
    QFrame[role="help"] {{ background: {theme["panel"]}; border: 0;
        border-left: {stroke}px solid {theme["line"]}; }}
    QFrame[role="help"][tone="from-right"] {{ border-left: 0;
        border-right: {stroke}px solid {theme["line"]}; }}
    QFrame[role="toast"] {{ background: {theme["ink"]}; border-radius: 10px; }}
    QFrame[role="toast"] QLabel {{ color: {theme["panel"]}; font-weight: 500; }}
    QFrame[role="toast"] QPushButton {{ background: transparent; color: {theme["panel"]};
        border: 2px solid {theme["panel"]}; min-height: 28px; padding: 0 12px; }}
    QFrame[role="toast"] QPushButton:focus {{ border-color: {theme["focus_on_accent"]}; }}
    QFrame[role="child"] {{ background: {theme["sunken"]};
        border: {stroke}px solid {theme["line"]}; border-radius: 8px; }}
    QListView, QTableView {{ background: transparent; border: 0; }}
    QTreeView {{ background: {theme["panel"]}; border: {stroke}px solid {theme["edge"]};
        border-radius: 7px; padding: 4px; selection-color: {theme["ink"]};
        selection-background-color: {theme["accent_soft"]}; }}
    QTreeView::item {{ min-height: 36px; }}
    QTreeView::indicator {{ width: 20px; height: 20px; border: 0; image: none; }}
    QTreeView:focus {{ border: 2px solid {theme["focus"]}; padding: 3px; }}
    QListWidget::item {{ min-height: 36px; padding: 0 10px; border-radius: 6px; }}
    QListWidget::item:selected {{ background: {theme["accent_soft"]}; color: {theme["ink"]};
        border: {stroke}px solid {theme["accent"]}; }}
    QListWidget:focus {{ border: 2px solid {theme["focus"]}; border-radius: 6px; }}
    QTableView {{ gridline-color: {theme["line"]}; }}
    QTableView::item {{ padding: 4px 7px; border: 0; }}
    QTableView::item:selected {{ background: {theme["accent_soft"]}; color: {theme["ink"]};
        border-top: {stroke}px solid {theme["accent"]};
        border-bottom: {stroke}px solid {theme["accent"]}; }}
    QTableView:focus {{ border: 2px solid {theme["focus"]}; border-radius: 6px; }}
    QTableCornerButton::section {{ background: {theme["sunken"]}; border: 0; }}
    QHeaderView::section {{ background: {theme["sunken"]}; border: 0; padding: 8px 10px;
        border-bottom: {stroke}px solid {theme["line"]}; font-weight: 600; }}
    QHeaderView::section:vertical {{ border-bottom: 0; }}
    {chips}
    """
