"""Editor for a date: typed as day, month and year or as "+14" days, or picked from a calendar."""

import re
import unicodedata
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from fieldapp.domain.fieldtypes import Day, Value
from fieldapp.language import N_
from fieldapp.ui.editors.base import Editor, Surroundings, line_edit


class DayEditor(Editor):
    """A calendar date. Arrow up and down go by a day."""

    def __init__(self, type: Day, surroundings: Surroundings) -> None:
        super().__init__()
        look = surroundings.look
        self._today = surroundings.today
        translate = look.language.translate
        self.line = line_edit(look)
        self.line.setPlaceholderText(translate(N_("dd/mm/yyyy")))
        self._pick = QAction(look.icon("calendar", "mute"), translate(N_("Choose a day")), self)
        self._pick.triggered.connect(self._on_pick)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.hold(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def answer(self) -> object:
        text = self.line.text().strip()
        if not text:
            return None
        return day_ahead(text, self._today()) or iso_day(text)

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
        if isinstance(answer, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer):
            self.show_answer(answer)

    def _on_pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
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
        calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        self.show_answer(day.toString(Qt.DateFormat.ISODate))
        self.edited.emit()


def day_ahead(text: str, today: date) -> str:
    """Return the day so many days from today: "+14" is in two weeks; "" for any other text."""
    digits = "".join(str(unicodedata.decimal(char, char)) for char in text)
    found = re.fullmatch(r"\s*\+\s*(\d{1,4})\s*", digits)
    return (today + timedelta(days=int(found[1]))).isoformat() if found else ""


def iso_day(text: str) -> str:
    """Return a typed date as year-month-day: "3/12/2026", "3.12.26" and "2026-12-03" are one day.

    What has another form is returned as it is, to be refused with a sentence. Day comes before
    month in every language of the desktop.
    """
    digits = "".join(str(unicodedata.decimal(char, char)) for char in text)
    parts = re.fullmatch(r"\s*(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4}|\d{2})\s*", digits)
    if not parts:
        return digits
    day, month, year = parts.groups()
    return f"{year if len(year) == 4 else '20' + year}-{int(month):02}-{int(day):02}"


def written_day(iso: str) -> str:
    """Return year-month-day as the day is typed: "03/12/2026"."""
    return "/".join(reversed(iso.split("-")))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
