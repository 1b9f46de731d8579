"""Records whose answers are missing or do not fit together, however they came here.

A save refuses the worst at the door; what arrives by sync, by import or from an older version is
never refused, so it is looked at here. Answers that the reader may not see are not missed.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.disclosure import Disclosed, sees
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, all_rows, ref
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts, faults
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import N_

UNFINISHED = N_("Answers to mend before this record counts as finished: {count}.")
LOOK_AGAIN = N_("Answers to look at again, because they do not fit together: {count}.")


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give one signal for each record with a fault, else with a doubt."""
    for rows in ledger.records.values():
        for record in rows:
            if record.kind not in KINDS:
                continue
            wrong, odd = problems_of(ledger, record, today)
            # What a data set left open is for nobody here to mend.
            if wrong or (odd and record.values.get("dataset") is None):
                yield Signal(
                    name="unfinished" if wrong else "look_again",
                    tone="warn" if wrong else "info",
                    text=UNFINISHED if wrong else LOOK_AGAIN,
                    about=(ref(record),),
                    facts={"count": len(wrong or odd)},
                    place=ledger.place_of(record),
                )


def problems_of(
    ledger: Ledger, record: Disclosed, today: date
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the faults and the doubts of a record, of questions that its reader may see."""
    kind = KINDS[record.kind]

    def readable(problem: Problem) -> bool:
        return sees(record, problem.field)

    rows = {name: [row.values for row in found] for name, found in all_rows(ledger, record).items()}
    wrong = filter(readable, faults(kind, record.values))
    odd = filter(readable, doubts(kind, record.values, today=today, rows=rows))
    return tuple(wrong), tuple(odd)
