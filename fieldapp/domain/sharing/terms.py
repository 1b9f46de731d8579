"""A data-sharing agreement as it is obeyed: what may leave, of which area, how far summed up.

An agreement is a record of the kind `agreement`; here it becomes `Terms`, or a refusal with a
sentence. Summing up is in `sharing.counts`; writing the file is for `exchange`. Source of the
terms: GBV information-sharing protocols (parties, data set, aggregation, smallest cell, expiry).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from fieldapp.domain.days import day_of
from fieldapp.domain.deciding.agreed import TERMS
from fieldapp.domain.disclosure import Disclosed, Reader, disclose, without
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.small_counts import counts_people, least_shown, too_few
from fieldapp.domain.figures.small_figures import withheld_figures
from fieldapp.domain.figures.trends import number
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.domain.sharing.answers import PUBLIC_ONLY, named_answers
from fieldapp.errors import UserError, Words
from fieldapp.language import N_

COUNTED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "place": ("type",),
        "meeting": ("type",),
        "deliverable": ("sector", "status"),
        "commitment": ("status",),
        "feedback": ("channel", "type", "status"),
        "incident": ("type",),
        "indicator": ("work",),
        "observation": ("group",),
        "joint_review": ("agreement",),
    }
)
"""The kinds that can be shared, and the codes that their counts are told apart by, beside month and
area. Picked one by one: a new field of a kind is in no count until somebody has thought about it.
"""

COUNTS_ONLY = frozenset({"incident"})
"""One row of these is one event that people know, so they are never shared row by row."""

_AS_RECORDS = {PUBLIC_ONLY: Level.PUBLIC, "records_team": Level.TEAM}
_AS_COUNTS = {"counts_country": "country", "counts_adm1": "adm1", "counts_adm2": "adm2"}
_DECIDING = TERMS["agreement"].fields | {"status"}


class SharingRefused(UserError):
    """The agreement does not allow this."""

    text = N_("The agreement {agreement} does not allow this.")
    remedy = N_("Nothing was written. Show the agreement with “fieldapp get agreement”.")


class AgreementUnclear(SharingRefused):
    """Answers clash, or this laptop cannot read all of them: nobody can say what was agreed."""

    text = N_("What the agreement {agreement} says is not certain here.")
    remedy = N_("Settle the answers that clash; if there are none, bring fieldapp up to date.")


class AgreementNotSigned(SharingRefused):
    """A draft, or one without the day of its signature."""

    text = N_("The agreement {agreement} is not signed.")
    remedy = N_("Have it signed and record the day. Until then nothing is shared under it.")


class AgreementSuspended(SharingRefused):
    """Halted for a time, for example after a breach."""

    text = N_("The agreement {agreement} is suspended.")
    remedy = N_("Nothing is shared under it until it is signed again.")


class AgreementNotBegun(SharingRefused):
    """Its first day is still to come."""

    text = N_("The agreement {agreement} has not begun yet.")
    remedy = N_("Wait for its first day.")


class AgreementExpired(SharingRefused):
    """Past its last day, ended, or without a last day at all."""

    text = N_("The agreement {agreement} has expired.")
    remedy = N_("Make a new agreement. Every agreement has a last day.")


class ClockSetBack(SharingRefused):
    """By this laptop's clock the agreement still holds, by what the laptop has seen it does not."""

    text = N_("The clock of this laptop says {today}, but it was already {newest} here.")
    remedy = N_(
        "Set the clock and try again. If the later day was itself wrong, export from another"
        " laptop. By that day the agreement {agreement} has expired."
    )


class AnswersNotNamed(SharingRefused):
    """Records with the team's answers, and no list of the answers that may leave.

    Agreements that were signed before there was a list go on as signed where they allow only what
    may be read aloud. Whoever signed for the team's answers never saw which these are, and a new
    version may have added some: such an agreement waits for its list.
    """

    text = N_("The agreement {agreement} does not say which answers of “{kind}” may leave.")
    remedy = N_(
        "Write them into “Which answers”, for example meeting.title, and have it signed again."
    )


class NotInAgreement(SharingRefused):
    """A kind of record that was not agreed upon."""

    text = N_("“{kind}” is not in the agreement {agreement}.")
    remedy = N_("Export a kind that is in it, or agree on this one first.")


class CountsOnly(SharingRefused):
    """Rows asked for of a kind that is only ever counted."""

    text = N_("“{kind}” is shared as counts only, never record by record.")
    remedy = N_("Agree on counts for the country, the state or the county.")


@dataclass(frozen=True)
class Terms:
    """What an agreement allows for one kind, on the day that was asked about.

    Attributes:
        agreement: Its id, which every file made under it carries.
        area: The place that records must lie in, "" for everywhere.
        level: Of the answers that may leave, or that counts are made from.
        answers: Names of the fields that may leave; None where the agreement has no list.
        counted_by: "country", "adm1" or "adm2" for counts, "" for records.
        purpose: What they are shared for, in the words of the agreement.
        keep_until: The last day that the partner may keep them, ISO; "" where none was agreed.
        onward: The partner may pass them on.
        smallest: No count of people below this leaves, in a row or summed up: the agreement's own,
            never less than `least_shown` says of the mission.
    """

    agreement: str
    kind: RecordKind
    area: str
    level: Level
    counted_by: str
    smallest: int
    answers: frozenset[str] | None = None
    purpose: str = ""
    keep_until: str = ""
    onward: bool = False

    def gives(self, name: str) -> bool:
        """Say whether the answers of this field may leave, as far as the list is concerned."""
        return self.answers is None or name in self.answers

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may leave, for records."""
        return tuple(
            field
            for field in self.kind.fields
            if field.level <= self.level and self.gives(field.name)
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that counts are told apart by. Month and area belong to every count: that is
        what was agreed on with the detail."""
        return tuple(name for name in COUNTED_BY[self.kind.name] if self.gives(name))


@dataclass(frozen=True)
class SharedRecords:
    """Records as the partner may see them; ``withheld`` counts those that are left out, or of
    which an answer is."""

    records: tuple[Disclosed, ...]
    withheld: int


def terms_of(
    agreement: Disclosed,
    kind: RecordKind,
    day: date,
    ledger: Ledger,
    newest: date | None = None,
) -> Terms:
    """Return what may be shared of a kind on a day; the last day of an agreement counts.

    Counts are made from what the whole team may see, so that they are the same on every laptop and
    no restricted answer is in them, however many there are.

    Args:
        day: By the laptop's clock.
        ledger: Holds the mission's limits and places.
        newest: The latest day that the laptop knows to have come; later than ``day`` where its
            clock was set back. Nothing leaves after the last day by either.

    Raises:
        SharingRefused: Its subclasses say why.
    """
    told = {"agreement": agreement.id}
    values = agreement.values
    if _is_unclear(agreement):
        raise AgreementUnclear(**told)
    _check_status(values.get("status"), told)
    signed, first, last = (
        day_of(values.get(name)) for name in ("signed_on", "from_on", "expires_on")
    )
    if signed is None:
        raise AgreementNotSigned(**told)
    if last is None or day > last:
        raise AgreementExpired(**told)
    if day < max(signed, first or signed):
        raise AgreementNotBegun(**told)
    if newest is not None and newest > last:
        raise ClockSetBack(today=day.isoformat(), newest=newest.isoformat(), **told)
    kinds = values.get("kinds")
    if kind.name not in COUNTED_BY or not isinstance(kinds, tuple) or kind.name not in kinds:
        raise NotInAgreement(kind=Words(kind.plural), **told)
    detail, area = values.get("detail"), str(values.get("place") or "")
    if detail in _AS_COUNTS:
        level, counted_by = Level.TEAM, _AS_COUNTS[str(detail)]
    elif detail in _AS_RECORDS and kind.name not in COUNTS_ONLY:
        level, counted_by = _AS_RECORDS[str(detail)], ""
    elif detail in _AS_RECORDS:
        raise CountsOnly(kind=Words(kind.plural), **told)
    else:
        raise AgreementUnclear(**told)
    own = values.get("smallest_count")
    return Terms(
        agreement=agreement.id,
        kind=kind,
        area=area,
        level=level,
        counted_by=counted_by,
        smallest=max(least_shown(ledger), own if isinstance(own, int) else 0),
        answers=_answers(agreement, kind, level, counted_by),
        purpose=str(values.get("purpose") or ""),
        keep_until=_keep_until(values.get("keep_days"), day),
        onward=values.get("onward") is True,
    )


def _answers(
    agreement: Disclosed, kind: RecordKind, level: Level, counted_by: str
) -> frozenset[str] | None:
    """Return the names in the list of this kind, those that must not leave left out."""
    told = {"agreement": agreement.id, "kind": Words(kind.plural)}
    codes = named_answers(agreement.values.get("fields"))
    if not codes and (counted_by or level is Level.PUBLIC):
        return None
    named = {code.partition(".")[2] for code in codes if code.startswith(f"{kind.name}.")}
    found = frozenset(f.name for f in kind.fields if f.name in named and f.level <= level)
    if not found and not counted_by:
        raise AnswersNotNamed(**told)
    return found


def _keep_until(days: Value, day: date) -> str:
    if isinstance(days, bool) or not isinstance(days, int):
        return ""
    # What arrived from another laptop may be any number.
    most = (date.max - day).days
    return (day + timedelta(days=min(max(days, 0), most))).isoformat()


def shared_records(terms: Terms, ledger: Ledger) -> SharedRecords:
    """Return the records that may leave one by one, as the partner may see them.

    A record that is lifted above the level, such as a grave complaint, is left out whole: that it
    exists, and when, would already be told. So is an observation, or an indicator by what it began
    with, whose figure counts so few people that it points to somebody, and whatever stands beside
    such an observation: a figure of the same indicator, place and day. Answers that the agreement
    does not name are taken out of each.

    Args:
        ledger: Holds the indicators as well; of one that it has not, figures count people.
    """
    if terms.counted_by:
        raise ValueError("these are shared as counts")
    small = withheld_figures(ledger, terms.smallest)
    kept_back = {field.name for field in terms.kind.fields if not terms.gives(field.name)}
    records = tuple(
        without(record, kept_back)
        for record in within_terms(terms, ledger)
        if not (record.id in small or _began_with_few(record, terms))
    )
    whole = sum(not record.withheld for record in records)
    return SharedRecords(records, len(ledger.of(terms.kind.name)) - whole)


def within_terms(terms: Terms, ledger: Ledger) -> tuple[Disclosed, ...]:
    """Return the records inside the area, lowered to the level, none that is lifted above it."""
    lowered = lowered_to(terms.level, ledger)
    return tuple(
        record
        for before, record in zip(
            ledger.of(terms.kind.name), lowered.of(terms.kind.name), strict=True
        )
        if not is_lifted(before, terms.level)
        and lowered.areas.covers(terms.area, lowered.place_of(record))
    )


def lowered_to(level: Level, ledger: Ledger) -> Ledger:
    """Return the ledger as somebody sees it who may read no further than this level."""
    return Ledger(
        {name: tuple(_lowered(one, level) for one in ones) for name, ones in ledger.records.items()}
    )


def _lowered(record: Disclosed, level: Level) -> Disclosed:
    """Disclose once more, to somebody who may read no further.

    What the first reader could not see lifts a record just as if it were closed, so what is
    decided on a part is never more open than what is decided on the whole.
    """
    reader = Reader("partner", min(level, record.clearance))
    part = Record(
        record.kind,
        record.id,
        record.values,
        clashes=record.clashes,
        changed=record.changed,
        edited_after_delete=record.edited_after_delete,
        held=record.held,
    )
    made = disclose(part, reader)
    return replace(made, withheld=made.withheld + record.withheld)


def is_lifted(record: Disclosed, level: Level) -> bool:
    """Say whether something lifts the record above the level, whatever its fields are by
    themselves."""
    return any(
        lift.level > level and (record.held or not lift.unless.met(record.values))
        for lift in KINDS[record.kind].raised
    )


def _began_with_few(record: Disclosed, terms: Terms) -> bool:
    value = record.values.get("baseline")
    if record.kind != "indicator" or value is None:
        return False
    figure = number(value)
    # What is no number came from another version: nobody here can say how many it tells of.
    return counts_people(record) and (figure is None or too_few(figure, terms.smallest))


def _is_unclear(agreement: Disclosed) -> bool:
    # A term that only a newer version knows, or that two people wrote differently, may be the one
    # that forbids it.
    place = agreement.values.get("place")
    return (
        agreement.kind != "agreement"
        or agreement.withheld > 0
        or agreement.edited_after_delete
        or any(name in agreement.clashes for name in _DECIDING)
        or not (place is None or isinstance(place, str))
        or not isinstance(agreement.values.get("fields", ""), str)
    )


def _check_status(status: Value, told: Mapping[str, str]) -> None:
    if status == "suspended":
        raise AgreementSuspended(**told)
    if status == "ended":
        raise AgreementExpired(**told)
    if status != "signed":
        raise AgreementNotSigned(**told)
