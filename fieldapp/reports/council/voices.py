"""Parts 6 to 8: how safe people feel, how they score, what works, fails and changes."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Safety, Scored
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.sheet import CENTERED, FIGURE, Sheet
from fieldapp.reports.tables import boxes, table

_SAFETY_MARKS = {"safer": "up", "same": "same", "less_safe": "down"}

#: A score below the first is a sad face, below the second a straight one, else a smile.
_STRAIGHT_FROM, _SMILE_FROM = 40, 70

#: In points: room for a feeling.
_BOX = 105

_TIGHT = Ruling(padding=0, gutter=0, middle=True)

#: How many empty lines a scorecard has that nobody filled in yet.
_EMPTY_SCORES = 4

#: In points: a face and "100".
_SCORE_WIDTH = 87


def safety(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 6: what each group feels and what was promised; no event, no day, no place."""
    _ = sheet.language.translate
    grid = felt(sheet, paper.safety)
    if not paper.safety.actions:
        return [grid, sheet.to_fill_in(_("What was promised for safety:"))]
    promised = _("What was promised for safety: <b>{actions}</b>")
    return [grid, sheet.sentence(promised, actions=paper.safety.actions)]


def felt(sheet: Sheet, safety: Safety) -> Flowable:
    """How safe each group feels, side by side; three answers to tick where nobody said."""
    _ = sheet.language.translate
    groups = (
        (_("Women feel"), safety.women),
        (_("Men feel"), safety.men),
        (_("Young people feel"), safety.youth),
    )
    cells = [_feeling(sheet, title, code) for title, code in groups]
    return boxes(sheet, [[cell] for cell in cells], _BOX, Ruling(box=0.8, columns=0.8))


def _feeling(sheet: Sheet, title: str, code: str) -> Stack:
    blocks: list[Flowable] = [sheet.words(title, CENTERED, bold=True)]
    if code:
        blocks.append(sheet.centred_mark(_SAFETY_MARKS.get(code, "ring"), 24))
        blocks.append(sheet.words(sheet.label("safety", code), CENTERED))
    else:  # nobody said: three answers to tick
        blocks += [
            sheet.marked("box", sheet.label("safety", answer))
            for answer in code_list("safety").offered
        ]
    return Stack(blocks)


def scorecard(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 7: a face and a figure from each group for each subject, with the reason."""
    _ = sheet.language.translate
    rows: list[Row] = [
        _score_row(sheet, number, scored) for number, scored in enumerate(paper.scores, 1)
    ]
    blocks: list[Flowable] = []
    if not rows:
        asked = _("No score is on record. Score what matters to you, from 0 to 100.")
        blocks.append(sheet.first_line(asked))
        rows = [
            [sheet.room_to_write(26), *(sheet.centred_mark("ring", 24) for _group in range(3))]
            for _row in range(_EMPTY_SCORES)
        ]
    return [*blocks, _scored(sheet, rows)]


def scores(sheet: Sheet, scored: Sequence[Scored]) -> Flowable:
    """The scorecard of a review: a face and a figure from each group."""
    return _scored(sheet, [_score_row(sheet, n, each) for n, each in enumerate(scored, 1)])


def _scored(sheet: Sheet, rows: Sequence[Row]) -> Flowable:
    _ = sheet.language.translate
    groups = sheet.heads(_("Women"), _("Men"), _("Youth"), style=CENTERED)
    header = [sheet.words(_("0 is very bad, 100 is very good.")), *groups]
    ruling = Ruling(middle=True, padding=3)
    return table(sheet, (None, *(_SCORE_WIDTH,) * 3), rows, header, ruling)


def _score_row(sheet: Sheet, number: int, scored: Scored) -> list[Flowable]:
    subject: list[Flowable] = [sheet.said(scored.subject, bold=True)]
    if scored.reason:
        why = sheet.language.translate("Why: {reason}")
        subject.append(sheet.sentence(why, reason=scored.reason))
    scores = (scored.women, scored.men, scored.youth)
    what = sheet.numbered(number, Stack(subject))
    return [what, *(_score(sheet, score) for score in scores)]


def _score(sheet: Sheet, score: int | None) -> Flowable:
    if score is None:
        return sheet.centred_mark("ring", 24)
    figure = sheet.words(sheet.language.number(score), FIGURE, bold=True)
    return sheet.grid((1, 1), [[sheet.centred_mark(face_of(score), 26), figure]], _TIGHT)


def face_of(score: int) -> str:
    """The face that goes with a score of 0 to 100."""
    if score >= _SMILE_FROM:
        return "smile"
    return "flat" if score >= _STRAIGHT_FROM else "frown"


def three_questions(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 8: what works, what fails, what changes next."""
    _ = sheet.language.translate
    questions = (
        ("smile", _("What works"), paper.worked),
        ("frown", _("What fails"), paper.failed),
        ("up", _("What changes next"), paper.changes),
    )
    cells = [
        Stack(
            [
                sheet.marked(name, title, bold=True),
                sheet.said(text) if text else sheet.writing_lines(2),
            ]
        )
        for name, title, text in questions
    ]
    least = sheet.width / (1 if sheet.narrow else len(cells) + 0.5)
    return [boxes(sheet, [[cell] for cell in cells], least, Ruling(box=0.8, columns=0.8))]
