"""What keeps a council's paper from being made: something on it that no such paper may hold.

The officer corrects the record, or leaves the answer out of this paper and says why. There is no
way to print it all the same.
"""

from collections.abc import Mapping, Sequence

from fieldapp.domain.council.paper import CouncilPaper
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_of_paper
from fieldapp.domain.hostile.finding import REASONS
from fieldapp.domain.hostile.reading import Known, stopping
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


def refuse(paper: CouncilPaper, disclosed: Mapping[str, Sequence[Disclosed]], known: Known) -> None:
    """Let a paper pass that a stranger may find.

    Args:
        disclosed: The records that it was made from, to say which one has to be corrected.

    Raises:
        TellsTooMuch, TellsTooMuchSomewhere: As they say.
    """
    found = list(stopping(told_of_paper(paper), known))
    if not found:
        return
    told, finding = found[0]
    what = Words(REASONS[finding.reason].what)
    for kind, rows in disclosed.items():
        for record in rows:
            for name, value in record.values.items():
                if isinstance(value, str) and told.text in (value, *value.splitlines()):
                    raise TellsTooMuch(
                        what=what,
                        field=Words(KINDS[kind].field(name).label),
                        kind=Words(KINDS[kind].label),
                        record=record.id,
                        name=name,
                        count=len(found),
                    )
    raise TellsTooMuchSomewhere(part=told.where.part, what=what)
