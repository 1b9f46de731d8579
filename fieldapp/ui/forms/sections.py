"""How a form is divided: the questions for the team, the rows, the questions in confidence."""

from dataclasses import dataclass

from fieldapp.domain.kinds import rows_of
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.language import N_


@dataclass(frozen=True)
class Section:
    """A page of a form: some questions of the record itself, or all rows of one kind.

    Attributes:
        rows: The kind of the rows; None where it has questions.
        confidential: Everything in it is restricted.
    """

    title: str
    fields: tuple[Field, ...] = ()
    rows: RecordKind | None = None
    confidential: bool = False


def sections_of(kind: RecordKind) -> tuple[Section, ...]:
    """Return the pages of a kind's form in their order."""
    restricted = tuple(field for field in kind.fields if field.level is Level.RESTRICTED)
    open_fields = tuple(field for field in kind.fields if field.level is not Level.RESTRICTED)
    found = [Section(N_("In general"), fields=open_fields)] if open_fields else []
    found += [Section(row.plural, rows=row, confidential=_is_sealed(row)) for row in rows_of(kind)]
    if restricted:
        found.append(Section(N_("In confidence"), fields=restricted, confidential=True))
    return tuple(found)


def section_with_rows(kind: RecordKind, rows: str) -> int:
    """Return the number of the page with the rows of a kind, from 0."""
    return next(
        number
        for number, section in enumerate(sections_of(kind))
        if section.rows is not None and section.rows.name == rows
    )


def _is_sealed(kind: RecordKind) -> bool:
    return all(field.level is Level.RESTRICTED for field in kind.fields)
