"""What a form in the making holds in confidence: which scopes its answers would be sealed to."""

from collections.abc import Iterator, Mapping, Sequence

from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import KINDS, rows_of
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.scope import CONFIDENTIAL, confided_to


def scopes_of_draft(kind: str, body: Mapping[str, object]) -> tuple[str, ...]:
    """Return the scopes in confidence that some answer of a draft belongs to; most have none.

    In doubt it is in confidence: of a kind that this version does not know, and wherever records
    may be closed as a whole, which a half-filled form cannot decide.

    Args:
        body: Plain JSON data as the form wrote it: the answers, or the answers under that name
            with rows and what its author had seen.
    """
    declared = KINDS.get(kind)
    if declared is None:
        return CONFIDENTIAL
    names = frozenset(_answered(body))
    under = body.get("answers")
    answers = take_in(declared, under if isinstance(under, Mapping) else body).values
    found = set()
    if declared.raised or names & _restricted(declared):
        found.add(confided_to(declared, answers))
    for row in rows_of(declared):
        if names & (_restricted(row) | _names(row) if row.raised else _restricted(row)):
            found.add(confided_to(row, {}))
    return tuple(scope for scope in CONFIDENTIAL if scope in found)


def _restricted(kind: RecordKind) -> frozenset[str]:
    return frozenset(field.name for field in kind.fields if field.level is Level.RESTRICTED)


def _names(kind: RecordKind) -> frozenset[str]:
    return frozenset(field.name for field in kind.fields)


def _answered(plain: object) -> Iterator[str]:
    """Go through the names, at any depth, that something stands behind."""
    if isinstance(plain, Mapping):
        for name, value in plain.items():
            if value not in (None, "", [], {}, ()):
                yield str(name)
            yield from _answered(value)
    elif isinstance(plain, Sequence) and not isinstance(plain, str):
        for each in plain:
            yield from _answered(each)
