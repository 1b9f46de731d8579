"""What keeps a council's paper from being made: something on it that no such paper may hold.

The officer corrects the record, or leaves the answer out of this paper and says why. There is no
way to print it all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.council.paper import CouncilPaper
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_of_paper
from fieldapp.domain.hostile.finding import REASONS, Finding
from fieldapp.domain.hostile.reading import Known, stopping
from fieldapp.domain.hostile.told import Told
from fieldapp.domain.kinds import KINDS
from fieldapp.errors import UserError, Words
from fieldapp.language import N_


class TellsTooMuch(UserError):
    """A telephone number, a position, a name, a day of payment. It is never repeated here."""

    text = N_("The paper would tell {what}: “{field}” of the {kind} {record}.")
    remedy = N_(
        "Correct that record, or leave the answer out with --leave-out {record}.{name} --because"
        " and the reason. Found in all: {count}; --preview shows each. Nothing was written."
    )


class TellsTooMuchSomewhere(UserError):
    """The same, where no single record says it: in the name of the place."""

    text = N_("Part {part} of the paper would tell {what}.")
    remedy = N_("Correct what stands there; --preview shows it. Nothing was written.")


@dataclass(frozen=True)
class Stop:
    """Something that no such paper may hold, and the answer that says it.

    Attributes:
        kind, record, field: Where it can be corrected; empty where no single record says it.
    """

    finding: Finding
    kind: str = ""
    record: str = ""
    field: str = ""


def stops(
    paper: CouncilPaper, disclosed: Mapping[str, Sequence[Disclosed]], known: Known
) -> tuple[Stop, ...]:
    """Return everything that keeps the paper from being made, in the order of the paper.

    Args:
        disclosed: The records that it was made from, to say which one has to be corrected.
    """
    return stops_in(told_of_paper(paper), disclosed, known)


def stops_in(
    told: Iterable[Told], disclosed: Mapping[str, Sequence[Disclosed]], known: Known
) -> tuple[Stop, ...]:
    """Return everything that keeps any paper for the community from being made, in its order.

    Args:
        told: All that stands on it.
        disclosed: The records that it was made from, to say which one has to be corrected.
    """
    return tuple(
        Stop(finding, *_holder(one.text, disclosed)) for one, finding in stopping(told, known)
    )


def _holder(text: str, disclosed: Mapping[str, Sequence[Disclosed]]) -> tuple[str, str, str]:
    """Return kind, id and field of the first answer that is this text or has it as a line."""
    for kind, rows in disclosed.items():
        for record in rows:
            for name, value in record.values.items():
                if isinstance(value, str) and text in (value, *value.splitlines()):
                    return kind, record.id, name
    return "", "", ""


def refuse(paper: CouncilPaper, disclosed: Mapping[str, Sequence[Disclosed]], known: Known) -> None:
    """Let a paper pass that a stranger may find.

    Raises:
        TellsTooMuch, TellsTooMuchSomewhere: As they say.
    """
    refuse_told(told_of_paper(paper), disclosed, known)


def refuse_told(
    told: Iterable[Told], disclosed: Mapping[str, Sequence[Disclosed]], known: Known
) -> None:
    """Let any paper for the community pass that a stranger may find.

    Raises:
        TellsTooMuch, TellsTooMuchSomewhere: As they say.
    """
    found = stops_in(told, disclosed, known)
    if not found:
        return
    first = found[0]
    what = Words(REASONS[first.finding.reason].what)
    if not first.record:
        raise TellsTooMuchSomewhere(part=first.finding.where.part, what=what)
    raise TellsTooMuch(
        what=what,
        field=Words(KINDS[first.kind].field(first.field).label),
        kind=Words(KINDS[first.kind].label),
        record=first.record,
        name=first.field,
        count=len(found),
    )
