"""Editor for a date: typed as day, month and year or as "+14" days, or picked from a calendar."""

import contextlib
import re
import unicodedata
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QWidgetAction,
)

from fieldapp.domain.fieldtypes import Day, Value
from fieldapp.language import N_
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.editors.base import Editor, Surroundings
from fieldapp.ui.style_sheet import CONTROL_HEIGHT

_DAYS, _BESIDE = 312, 24
"""Logical pixels: the height of a month whose days a finger hits; what a weekday's name needs
beside itself."""

_WORLDWIDE = {"en": "en_001", "ar": "ar_AE"}
"""English as no single country writes it; Arabic with the digits of every other day in the window.
The week begins as the calendar's does."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")

_WORDS = {
    "today": 0, "aujourd'hui": 0, "اليوم": 0,
    "yesterday": -1, "hier": -1, "امس": -1, "البارحة": -1,
    "tomorrow": 1, "demain": 1, "غدا": 1,
}  # fmt: skip
"""Typed in any language, whatever the window speaks: days from today. Without accents."""


class DayEditor(Editor):
    """A calendar date. Arrow up and down go by a day."""

    def __init__(self, type: Day, surroundings: Surroundings) -> None:
        super().__init__()
        look = self._look = surroundings.look
        self._today = surroundings.today
        translate = look.language.translate
        self.line = line_edit(look)
        self.line.setPlaceholderText(translate(N_("dd/mm/yyyy")))
        self.setToolTip(translate(N_("Also: 3.11., today, yesterday, +7, -2")))
        self._pick = QAction(look.icon("calendar", "mute"), translate(N_("Choose a day")), self)
        self._pick.triggered.connect(self._on_pick)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.hold(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def answer(self) -> object:
        text = self.line.text().strip()
        return iso_day(text, self._today()) if text else None

    def show_answer(self, value: Value) -> None:
        self.line.setText(written_day(value) if isinstance(value, str) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not days:
            super().keyPressEvent(event)
            return
        shown = QDate.fromString(str(self.answer() or ""), Qt.DateFormat.ISODate)
        start = shown if shown.isValid() else _qdate(self._today()).addDays(-days)
        self._choose(start.addDays(days))

    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_finished(self) -> None:
        answer = self.answer()
        if isinstance(answer, str) and _ISO.fullmatch(answer):
            self.show_answer(answer)

    def _on_pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        code = self._look.language.code
        calendar.setLocale(QLocale(_WORLDWIDE.get(code, code)))
        calendar.setFirstDayOfWeek(QLocale("en_001" if code == "en" else code).firstDayOfWeek())
        named = (calendar.locale().dayName(n, QLocale.FormatType.ShortFormat) for n in range(1, 8))
        widest = max(calendar.fontMetrics().horizontalAdvance(name) for name in named)
        calendar.setMinimumSize(7 * max(widest + _BESIDE, CONTROL_HEIGHT), _DAYS)
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if arrow is not None:  # Qt's own are black, in the dark as well
                arrow.setIcon(self._look.icon(icon))
        # Qt paints Saturday and Sunday red everywhere; weekends differ where we work.
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = QDate.fromString(str(self.answer() or ""), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(shown if shown.isValid() else _qdate(self._today()))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.clicked.connect(self._choose)
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        for days in calendar.findChildren(QTableView):
            days.setAccessibleName(self._pick.text())
        calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        self.show_answer(day.toString(Qt.DateFormat.ISODate))
        self.edited.emit()


def iso_day(text: str, today: date) -> str:
    """Return a typed date as year-month-day: "3/12/2026", "3.12.26" and "2026-12-03" are one day.

    "3.12." is that day in the year that puts it nearest to today; "+7" and "-2" count from today,
    and so do the words for today, yesterday and tomorrow, in any language of the desktop. What has
    another form is returned as it is, to be refused with a sentence. Day comes before month in
    every language of the desktop.
    """
    digits = "".join(str(unicodedata.decimal(char, char)) for char in text).strip()
    away = _WORDS.get(_bare(digits))
    counted = re.fullmatch(r"([+\-\u2212])\s*(\d{1,3})", digits)
    if counted:
        away = int(counted[2]) * (1 if counted[1] == "+" else -1)
    if away is not None:
        return (today + timedelta(days=away)).isoformat()
    parts = re.fullmatch(r"(\d{1,2})[\s./-](\d{1,2})(?:[\s./-](\d{4}|\d{2})?)?", digits)
    if not parts:
        return digits
    day, month, year = int(parts[1]), int(parts[2]), parts[3]
    if year is None:
        return _nearest(day, month, today) or digits
    return f"{year if len(year) == 4 else '20' + year}-{month:02}-{day:02}"


def written_day(iso: str) -> str:
    """Return year-month-day as the day is typed, "03/12/2026"; what is no such date as it is."""
    return "/".join(reversed(iso.split("-"))) if _ISO.fullmatch(iso) else iso


def _nearest(day: int, month: int, today: date) -> str:
    """Return the day without its year as the one nearest to today; "" where there is none."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        with contextlib.suppress(ValueError):
            found.append(date(year, month, day))
    return min(found, key=lambda each: abs(each - today)).isoformat() if found else ""


def _bare(text: str) -> str:
    """Return a word without accents, vowel signs and case."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
