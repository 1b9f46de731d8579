"""The captures on one screen for the pictures: empty, filled in, to mend, and saved."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui.quick.check import CheckSheet
from fieldapp.ui.quick.feedback import FeedbackSheet
from fieldapp.ui.quick.incident import REPORT, IncidentSheet
from fieldapp.ui.quick.meeting import MeetingSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import CHECK, FEEDBACK, INCIDENT, MEETING
from fieldapp.ui.shell import Shell

_READ_MS = 600
"""For photographs that are read beside the window."""


def quick_screens(place: str) -> Mapping[str, Callable[[Shell], object]]:
    """Return every screen of the captures; `place` is a p-code of the invented village."""

    def meeting(shell: Shell) -> QuickPage:
        page = _page(shell, MEETING)
        sheet = page.sheet
        assert isinstance(sheet, MeetingSheet)
        where = {"place": place, "type": "council", "title": "Dry pump, market patrols"}
        sheet.where.show_answers({**sheet.where.answers(), **where})
        counts = {
            ("female", "child"): (3, None), ("male", "child"): (4, None),
            ("female", "adult"): (9, 1), ("male", "adult"): (17, 2), ("male", "older"): (6, None),
        }  # fmt: skip
        for (sex, age), (whole, disabled) in counts.items():
            sheet.people.cells[sex, age, "count"].show_number(whole)
            cell = sheet.people.cells[sex, age, "with_disability"]
            cell.show_number(disabled)
            cell.changed.emit()
        for line, said in zip(sheet.issues.lines, _SAID, strict=False):
            line.fields["said"].editor.show_answer(said)
            line.fields["said"].editor.edited.emit()
        line = sheet.promises.lines[0]
        for name, answer in (("what", "Repair the second pump"), ("promised_by", "us")):
            line.fields[name].editor.show_answer(answer)
        line.fields["due_on"].editor.show_answer("2027-01-15")
        line.fields["due_on"].editor.edited.emit()
        sheet.absent.show_answers({"missing": ("youth", "herders")})
        return page

    def mend(shell: Shell) -> None:
        page = meeting(shell)
        sheet = page.sheet
        assert isinstance(sheet, MeetingSheet)
        sheet.where.show_answers({"place": place})
        sheet.people.cells["female", "older", "with_disability"].show_number(2)
        sheet.promises.lines[0].fields["promised_by"].editor.show_answer(None)
        page.save()

    def incident(shell: Shell) -> IncidentSheet:
        sheet = _page(shell, INCIDENT).sheet
        assert isinstance(sheet, IncidentSheet)
        answers = {**sheet.where.answers(), "type": "forced_displacement", "place": place}
        sheet.where.show_answers(answers)
        sheet.consents["refer"].choose(["given"])
        sheet.help.show_answers({"service": "health", "outcome": "referred", "code": "K-27"})
        sheet.help.edited.emit()
        return sheet

    def sealed(shell: Shell) -> None:
        sheet = incident(shell)
        sheet.where.show_answers({**sheet.where.answers(), "type": "sexual_violence"})
        sheet.where.edited.emit()

    def report(shell: Shell) -> None:
        sheet = incident(shell)
        sheet.wish.choose([REPORT])
        sheet.wish.edited.emit()

    def feedback(level: int) -> Callable[[Shell], QuickPage]:
        def show(shell: Shell) -> QuickPage:
            page = _page(shell, FEEDBACK)
            sheet = page.sheet
            assert isinstance(sheet, FeedbackSheet)
            sheet.level.choose([level])
            sheet.level.edited.emit()
            how = {**sheet.how.answers(), "place": place, "channel": "box", "type": "concern"}
            sheet.how.show_answers(how)
            sheet.what.show_answers({"summary": "The pump is dry by noon."})
            sheet.what.edited.emit()
            return page

        return show

    def check(shell: Shell) -> None:
        sheet = _page(shell, CHECK).sheet
        assert isinstance(sheet, CheckSheet)
        sheet.step.setCurrentIndex(1)
        sheet.step.activated.emit(1)
        sheet.sides["status_mission"].choose(["done"])
        sheet.sides["status_community"].choose(["partly"])
        sheet.of_check.show_answers({"method": "site_visit", "verifier": "Engineer"})
        _wait()

    return {
        "quick-meeting-new": lambda shell: _page(shell, MEETING),
        "quick-meeting": lambda shell: meeting(shell),
        "quick-meeting-mend": mend,
        "quick-meeting-saved": lambda shell: meeting(shell).save(),
        "quick-incident": lambda shell: incident(shell),
        "quick-incident-sealed": sealed,
        "quick-incident-report": report,
        "quick-feedback-new": lambda shell: _page(shell, FEEDBACK),
        "quick-feedback": feedback(2),
        "quick-feedback-grave": feedback(6),
        "quick-feedback-saved": lambda shell: feedback(2)(shell).save(),
        "quick-check": check,
    }


def _page(shell: Shell, name: str) -> QuickPage:
    shell.show_page(name)
    QApplication.processEvents()  # the page comes up
    page = next(each for each in shell.findChildren(QuickPage) if each.isVisible())
    page.begin()
    QApplication.processEvents()
    return page


def _wait() -> None:
    wait = QEventLoop()
    QTimer.singleShot(_READ_MS, wait.quit)
    wait.exec()


_SAID = ("The pump is dry by noon.", "Nobody patrols on market days.", "Fees at the health post.")
