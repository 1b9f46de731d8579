"""What a survivor is owed: referral with consent, somebody who acts, and nothing told of them.

All of it stands on restricted answers, so nobody else is told anything.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.deciding.confidence import is_closed
from fieldapp.domain.disclosure import Disclosed, sees
from fieldapp.domain.kinds import KINDS, links_to
from fieldapp.domain.ledger import Ledger, by_id, ref
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.signals.liaison import in_charge
from fieldapp.domain.signals.signal import Signal, noticed
from fieldapp.language import N_

# On one day, what takes consent back counts as said last: when in doubt, nobody is referred.
_ANSWERS = ("given", "refused", "withdrawn")
_GIVEN = 0


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give each referral without consent, and each danger that nobody has acted on."""
    for incident in ledger.of("incident"):
        for referral in (incident, *ledger.rows("referral", incident)):
            yield from _consent(ledger, incident, referral)
        yield from _danger(ledger, incident, today)
    for kind in (kind for kind in KINDS.values() if kind.raised):
        yield from _ties(ledger, kind)


def _ties(ledger: Ledger, kind: RecordKind) -> Iterator[Signal]:
    """Records that the team can read and that name a closed one. A save refuses that; what comes
    from another laptop is told to whoever may read both."""
    for other, field in links_to(kind):
        for record in ledger.of(other.name):
            named = ledger.find(record.values.get(field.name))
            if (
                named is not None
                and sees(named, kind.title)
                and other.level_of(field.name, record.values, held=record.held) < Level.RESTRICTED
                and is_closed(kind, named.values, held=named.held)
            ):
                text = N_("The team can read this record, and it names one that is closed to them.")
                yield noticed(ledger, "tie_to_closed", "bad", text, record, named)


def _consent(ledger: Ledger, incident: Disclosed, referral: Disclosed) -> Iterator[Signal]:
    """A referral for which consent was not there, or no longer, on its day.

    The consent to be referred is a row with that purpose; where the incident itself says
    "referred", the answer that the incident itself gives on consent will do. An answer without a
    day counts as older than those with one, a referral without a day as the latest.
    """
    own = referral is incident
    if referral.values.get("referral" if own else "outcome") != "referred":
        return
    rows = [
        row
        for row in ledger.rows("consent", incident)
        if row.values.get("purpose") == "refer" and row.values.get("answer") in _ANSWERS
    ]
    on = str(referral.values.get("referred_on") or "9999")
    said = sorted((_day(row), _ANSWERS.index(str(row.values["answer"])), row.id) for row in rows)
    so_far = [answer for day, answer, _ in said if day <= on]
    if own and incident.values.get("consent") == "refer":
        so_far.insert(0, _GIVEN)
    about = (ref(incident), *(() if own else (ref(referral),)), *(ref(row) for row in by_id(rows)))
    place = ledger.place_of(incident)
    if _GIVEN not in so_far:
        text = N_("A referral was made, but no consent to be referred is recorded.")
        yield Signal("referral_without_consent", "bad", text, about, place=place)
    elif so_far[-1] != _GIVEN:
        text = N_("A referral was made after the consent to be referred was taken back.")
        yield Signal("referral_after_withdrawal", "bad", text, about, place=place)


def _danger(ledger: Ledger, incident: Disclosed, today: date) -> Iterator[Signal]:
    steps = ledger.rows("incident_response", incident)
    if incident.values.get("ongoing") is True and not any(
        row.values.get("step") == "acted" for row in steps
    ):
        yield Signal(
            "danger_without_action",
            "bad",
            N_("Danger goes on, and no step says that somebody acted."),
            (ref(incident), *in_charge(incident, ledger, today), *map(ref, by_id(list(steps)))),
            place=ledger.place_of(incident),
        )


def _day(row: Disclosed) -> str:
    return str(row.values.get("answered_on") or "")
