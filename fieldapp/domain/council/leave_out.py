"""Answers that an officer leaves out of one paper, because they would tell a stranger too much.

The record keeps them; only this paper does without. Which record and field it is stands in the
command, never the answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed, without
from fieldapp.domain.kinds import KINDS
from fieldapp.errors import WrongUse
from fieldapp.language import N_


class NothingToLeaveOut(WrongUse):
    """A record or field that is on no paper, so that leaving it out would do nothing."""

    text = N_("{answer} is no answer that this paper could hold.")
    remedy = N_("Write the record’s id, a point and the name of the field: 018f….what")


@dataclass(frozen=True)
class Answer:
    """One answer of one record."""

    record: str
    field: str


@dataclass(frozen=True)
class LeftOut:
    """What an officer keeps off one paper, and why."""

    answers: tuple[Answer, ...] = ()
    because: str = ""

    @property
    def named(self) -> str:
        """The answers as the command line names them: ids and fields, no word of a record."""
        return " ".join(f"{answer.record}.{answer.field}" for answer in self.answers)


NOTHING = LeftOut()


def answer_named(text: str) -> Answer:
    """Return the answer that is meant by an id, a point and the name of a field.

    Raises:
        NothingToLeaveOut: It is not written like that.
    """
    record, _, field = text.rpartition(".")
    if not record or not field:
        raise NothingToLeaveOut(answer=text)
    return Answer(record, field)


def leave_out(
    disclosed: Mapping[str, Sequence[Disclosed]], answers: Collection[Answer]
) -> dict[str, list[Disclosed]]:
    """Return the records without these answers.

    A record whose own name is left out goes as a whole: a promise to do nothing, by an empty line,
    would be a lie.

    Raises:
        NothingToLeaveOut: An answer is not there.
    """
    here = {(one.id, name) for rows in disclosed.values() for one in rows for name in one.values}
    for answer in answers:
        if (answer.record, answer.field) not in here:
            raise NothingToLeaveOut(answer=f"{answer.record}.{answer.field}")
    gone: dict[str, set[str]] = {}
    for answer in answers:
        gone.setdefault(answer.record, set()).add(answer.field)
    return {
        kind: [
            without(one, gone.get(one.id, ()))
            for one in rows
            if KINDS[kind].title not in gone.get(one.id, ())
        ]
        for kind, rows in disclosed.items()
    }
