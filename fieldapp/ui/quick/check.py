"""A look at a step of a work: before and now, what we see, what the community sees, who looked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.kinds.deliverable import DELIVERABLE, MILESTONE, VERIFICATION
from fieldapp.domain.kinds.photo import PHOTO
from fieldapp.domain.problem import Problem
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import photos
from fieldapp.store.records import Change
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages, saving
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import label
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import FormState, Row
from fieldapp.ui.quick.photo_pair import PhotoPair
from fieldapp.ui.quick.sheet import Part, Problems, QuickSheet, faulty
from fieldapp.ui.quick.steps import Step, open_steps
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

SEEN = {"done": "confirmed", "partly": "partly", "not_done": "not_found"}
"""How a step stands, to what a verification calls it."""

SIDES = {"status_mission": "verdict", "status_community": "community_verdict"}
"""Whose eyes, as a milestone and as a verification call them."""

OF_STEP = ("community_words", "done_on")
OF_CHECK = ("method", "verifier", "independent")


class CheckSheet(QuickSheet):
    """One step of one work.

    Attributes:
        step: Which, the due ones first.
        sides: How it stands, as we and as the community see it.
        of_step, of_check: The words of the community, and who looked how.
        photos: Before and now.
    """

    kind = DELIVERABLE.name

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._steps: Mapping[str, Step] = {}
        self._check = ""
        self._task: Task | None = None

    def make(self) -> Iterator[None]:
        session, text = self.session, self.session.text
        which = self.put(Part.TOP, Card(text(N_("Which step"))))
        self.step = Select(session.look, [], text(N_("Choose a step of a work")))
        self.step.setAccessibleName(text(N_("Which step")))
        self.step.activated.connect(self._on_step)
        which.body.addWidget(self.step)
        self._none = label(text(N_("No step of a work is open.")), "hint")
        which.body.addWidget(self._none)
        seen = self.put(Part.FIRST, Card(text(N_("How does it stand?"))))
        statuses: list[tuple[object, str]] = [
            (code, code_list("step_status").label(code, session.look.language)) for code in SEEN
        ]
        self.sides = {name: Segments(session.look, statuses) for name in SIDES}
        seen.body.addLayout(self._side_by_side())
        of_step = [MILESTONE.field(name) for name in OF_STEP]
        self.of_step = FieldGrid(MILESTONE, of_step, session.surroundings, seen, most_columns=2)
        seen.body.addWidget(self.of_step)
        yield
        pictures = self.put(Part.SECOND, Card(text(PHOTO.plural)))
        self.photos = PhotoPair(session)
        pictures.body.addWidget(self.photos)
        hint = N_("Drop it here, paste it, or choose it. Where it was taken is left out.")
        pictures.body.addWidget(label(text(hint), "small"))
        yield
        looked = self.put(Part.SECOND, Card(text(N_("Who looked, and how"))))
        asked = [VERIFICATION.field(name) for name in OF_CHECK]
        surroundings = session.surroundings
        self.of_check = FieldGrid(VERIFICATION, asked, surroundings, looked, most_columns=2)
        looked.body.addWidget(self.of_check)
        for part in (self.of_step, self.of_check, self.photos):
            part.edited.connect(self._on_edited)
        for each in self.sides.values():
            each.edited.connect(self._on_edited)
        self._asked: tuple[QWidget, ...] = (seen, pictures, looked)

    def begin(self) -> FormState:
        self._steps = {each.id: each for each in open_steps(self.session)}
        while self.step.count() > 1:
            self.step.removeItem(1)
        for each in self._steps.values():
            self.step.addItem(each.shown, each.id)
        self._none.setVisible(not self._steps)
        return FormState(self.kind, "", {}, (), (), {})

    def known(self) -> Mapping[str, object]:
        return {}

    def show_state(self, state: FormState) -> None:
        """Show a work; of one that was opened as a draft, the step that was looked at."""
        if not state.record:
            self._show_step(None, state)
            return
        check = _made_here(state)
        wanted = check.answers.get("milestone") if check else self.step.value
        self._check = check.id if check else ""
        step = next((row for row in state.rows if row.id == wanted), None)
        self._show_step(step, state)

    def state(self) -> FormState:
        step = self._step_row(self._state)
        if step is None:
            return self._state
        given = {**step.answers, **self.of_step.answers()}
        given |= {n: each.chosen[0] for n, each in self.sides.items() if each.chosen}
        rows = [replace(step, answers=given) if row.id == step.id else row for row in self._rest()]
        check = self._check_row(step)
        return replace(self._state, rows=(*rows, *([check] if check else [])))

    def show_problems(self, hard: Problems, soft: Sequence[Problem]) -> list[QWidget]:
        step = self._step_row(self._state)
        of_step = hard.get(step.id, ()) if step else ()
        return [
            *([] if step else [self.step]),
            *faulty(self.of_step, of_step, ()),
            *faulty(self.of_check, hard.get(self._check, ()), ()),
        ]

    def shown_names(self) -> Mapping[str, Iterable[str]]:
        return {
            DELIVERABLE.name: (),
            MILESTONE.name: (*OF_STEP, *SIDES),
            VERIFICATION.name: (*OF_CHECK, *SIDES.values()),
        }

    def focus_first(self) -> None:
        self.step.setFocus()

    def told(self, state: FormState) -> str:
        step = self._steps.get(str(self.step.value))
        return step.shown if step else ""

    def prepare(
        self, then: Callable[[Sequence[Change]], None], fail: Callable[[Exception], None]
    ) -> None:
        if not self.photos.content:
            then(())
            return
        open_workspace, work = self.session.workspace, self._state.record
        content, file, title = self.photos.content, self.photos.file, self._title()
        today = self.session.today().isoformat()

        def seal(_progress: Progress) -> Change:
            workspace = reopen(open_workspace)
            try:
                caption = PHOTO.field("caption").type.accept(title)
                answers = {"caption": caption, "taken_on": today}
                return photos.prepare(
                    workspace, DELIVERABLE.name, work, content, file, answers=answers
                )
            finally:
                close(workspace)

        self._task = Task(seal, self)
        self._task.succeeded.connect(lambda change: then((change,)))
        self._task.failed.connect(fail)
        self._task.start()

    def _side_by_side(self) -> QHBoxLayout:
        line = QVBoxLayout()
        line.setSpacing(8)
        for name, segments in self.sides.items():
            words = self.session.text(MILESTONE.field(name).label)
            question = label(words, "strong")
            question.setBuddy(segments)
            segments.setAccessibleName(words)
            line.addWidget(question)
            line.addWidget(segments)
        across = QHBoxLayout()
        across.addLayout(line)
        return across

    def _on_step(self) -> None:
        self.leaving.emit()
        step = self._steps.get(str(self.step.value))
        if step is None:
            self.show_state(FormState(self.kind, "", {}, (), (), {}))
            return
        try:
            opened = saving.open_record(self.session, self.kind, step.work)
        except UserError as error:
            messages.tell(self, self.session.look, error)
            return
        self._check = ""
        self._show_step(next((r for r in opened.state.rows if r.id == step.id), None), opened.state)

    def show_opened(self, opened: Opened) -> None:
        self.show_state(opened.state)

    def _show_step(self, step: Row | None, state: FormState) -> None:
        self._state = state
        if step is None:
            self.step.choose(None)
        elif step.id in self._steps:
            self.step.choose(step.id)
        answers = step.answers if step else {}
        check = next((row for row in state.rows if row.id == self._check), None)
        # What somebody found another time is not found today: only a draft brings its answers.
        for name, segments in self.sides.items():
            segments.choose([answers.get(name)] if check else [])
        self.of_step.show_answers(answers)
        self.of_check.show_answers(check.answers if check else {})
        self.photos.clear()
        self.photos.show_before(state.record)
        for part in self._asked:
            part.setEnabled(step is not None)

    def _step_row(self, state: FormState) -> Row | None:
        return next((row for row in state.rows if row.id == self.step.value), None)

    def _rest(self) -> list[Row]:
        return [row for row in self._state.rows if row.id != self._check]

    def _check_row(self, step: Row) -> Row | None:
        """Return the verification: there once anything was said of the step or who looked."""
        seen = {name: str(each.chosen[0]) for name, each in self.sides.items() if each.chosen}
        verdicts = {SIDES[name]: SEEN[status] for name, status in seen.items()}
        asked = self.of_check.answers()
        looked = {name: answer for name, answer in asked.items() if answer is not None}
        if not verdicts and not looked:
            return None
        if not self._check:
            self._check = self.session.new_id()
        known = {
            "milestone": step.id,
            "claim": step.answers.get("title") or self._title(),
            "checked_on": self.session.today().isoformat(),
            "community_words": self.of_step.answers().get("community_words"),
        }
        return Row(VERIFICATION.name, self._check, {**known, **verdicts, **looked})

    def _title(self) -> str:
        step = self._steps.get(str(self.step.value))
        return step.title if step else ""

    def _on_edited(self) -> None:
        done_on = self.of_step.rows["done_on"].editor
        if "done" in self.sides["status_mission"].chosen and done_on.answer() is None:
            done_on.show_answer(self.session.today().isoformat())
        if self._step_row(self._state) is not None:
            self.edited.emit()


def _made_here(state: FormState) -> Row | None:
    """Return the verification that a draft holds and that was not saved yet."""
    return next(
        (row for row in state.rows if row.kind == VERIFICATION.name and row.id not in state.seen),
        None,
    )
