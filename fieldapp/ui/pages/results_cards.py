"""What the cards on ownership, indicators and shares say, in words; the widgets are in `results`.

Every line carries the records that it stands on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.figures.board import Board, Cell, Row
from fieldapp.domain.figures.equity import MEASURES, Measure
from fieldapp.domain.figures.ownership import Compass
from fieldapp.domain.figures.trends import FLAT, IMPROVING, TOO_LITTLE_DATA, VERDICTS, WORSE
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.language import N_
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.session import Session

TOO_FEW = N_("Too few to show")

_MARKS: Mapping[str, tuple[str, str]] = {
    IMPROVING: ("circle-check", "ok"),
    FLAT: ("circle-dashed", "warn"),
    WORSE: ("circle-alert", "bad"),
    TOO_LITTLE_DATA: ("circle", "mute"),
}


@dataclass(frozen=True)
class Line:
    """A figure or a fact.

    Attributes:
        icon, tone: Its picture and the colour of it.
        what, about: Its two rows of text, in the language of the window.
        name: What heads the records behind it.
        records: The records behind it.
    """

    icon: str
    tone: str
    what: str
    about: str
    name: str
    records: tuple[Ref, ...]


@dataclass(frozen=True)
class Sheet:
    """What one card says.

    Attributes:
        heading: In the language of the window.
        columns: Lines side by side, each column under its heading; "" is none.
        note: A sentence before the lines, "" for none.
    """

    heading: str
    columns: tuple[tuple[str, tuple[Line, ...]], ...]
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read on it."""
        return not self.note and not any(lines for _, lines in self.columns)


def sheet(heading: str, lines: Iterable[Line], note: str = "") -> Sheet:
    """Return a card of one column."""
    return Sheet(heading, (("", tuple(lines)),), note)


def ownership_sheets(
    session: Session, ledger: Ledger, place: str, found: Compass, shares: Iterable[Measure]
) -> Iterator[Sheet]:
    """Give what the compass says, and who in the area gets less than the usual share.

    Groups are compared over the whole mission, so they are told only where no place was chosen.
    """
    yield sheet(session.text(N_("How far the community owns what is done")), _of(session, found))
    heading = session.text(N_("Less than the usual share"))
    yield sheet(heading, _shares(session, ledger, place, shares))


def indicator_sheets(session: Session, found: Board) -> Iterator[Sheet]:
    """Give security and well-being side by side, then each field of work."""
    text, beside = session.text, text_of_sides(session, found)
    if any(group.rows for group in found.groups):
        yield beside
    for group in found.groups:
        name = code_list("field_of_work").labels.get(group.work, N_("Other indicators"))
        yield sheet(text(name), _rows(session, group.rows))


def text_of_sides(session: Session, found: Board) -> Sheet:
    """Return security beside well-being, or why they cannot stand there."""
    text = session.text
    heading = text(N_("Security and well-being side by side"))
    if not found.security:
        return sheet(heading, (), text(N_("Shown when there are indicators of both.")))
    return Sheet(
        heading,
        (
            (text(N_("Security")), tuple(_rows(session, found.security))),
            (text(N_("Well-being")), tuple(_rows(session, found.well_being))),
        ),
    )


def _of(session: Session, found: Compass) -> Iterator[Line]:
    text, language = session.text, session.look.language
    for figure in found.figures:
        name, behind = text(figure.label), (*figure.inside, *figure.outside)
        if figure.value is None:
            why = text(TOO_FEW if figure.withheld else N_("Too little data"))
            yield Line("users", "mute", name, why, name, behind)
            continue
        told = dotted(isolated(language.percent(figure.value)), name)
        whole, part = map(language.number, (figure.denominator, figure.numerator))
        parts = text(N_("{part} of {whole}")).format(part=part, whole=whole)
        yield Line("users", "accent", told, dotted(parts, figure.currency), name, behind)


def _rows(session: Session, rows: Sequence[Row]) -> Iterator[Line]:
    for row in rows:
        name = session.names.of(row.indicator)
        for cell in row.cells.values():
            behind = (ref(row.indicator), *map(ref, cell.observations))
            icon, tone = _MARKS[cell.verdict]
            yield Line(icon, tone, name, _cell(session, row, cell), name, behind)


def _cell(session: Session, row: Row, cell: Cell) -> str:
    language = session.look.language
    latest = "–" if cell.latest is None else language.number(cell.latest)
    aim = "–" if row.aim is None else language.number(row.aim)
    return dotted(
        session.names.title(cell.place) if cell.place else "",
        code_list("group").label(row.group, language) if row.group else "",
        session.text(TOO_FEW) if cell.withheld else f"{latest} / {aim}",
        session.text(VERDICTS[cell.verdict]),
        language.short_day(cell.on) if cell.on else "",
    )


def _shares(
    session: Session, ledger: Ledger, place: str, found: Iterable[Measure]
) -> Iterator[Line]:
    language = session.look.language
    usual = session.text(N_("{percent} of the usual share"))
    for measure in found:
        name = session.text(MEASURES[measure.name][1])
        for share in measure.shares:
            if not share.left_behind or share.of_usual is None:
                continue
            if measure.of_groups:
                inside, who = not place, code_list("group").label(share.who, language)
            else:
                inside = ledger.areas.covers(place, share.who)
                who = session.names.title(share.who)
            if inside:
                about = usual.format(percent=isolated(language.percent(share.of_usual)))
                yield Line("scale", "warn", dotted(who, name), about, name, share.about)
