"""What was done with the answers that can point to a person: written by the program, for others.

A reveal, a record opened without the key and an approval are for the protection cell. The state of
the audit log, one record for each laptop, is for the team: it says how many entries there are and
the hash of the newest, so that the log of a laptop can be held against it. Neither ever holds an
answer of the record it tells of.
"""

from fieldapp.domain.fieldtypes import Day, PlaceRef, Text, Whole, choice
from fieldapp.domain.schema import Level, Raise, RecordKind, When, field
from fieldapp.domain.written import Written
from fieldapp.language import N_

TEAM = Level.TEAM

REVEALED, BROKE_GLASS, APPROVED, LOG = "revealed", "broke_glass", "approved", "log"

ACCESS = RecordKind(
    name="access",
    label=N_("Access"),
    plural=N_("Accesses"),
    title="act",
    day="on",
    placed=False,
    by_program=True,
    raised=(Raise(When("act", (LOG,)), Level.RESTRICTED, frozenset()),),
    fields=(
        field(
            "act", choice("access_act"), N_("What was done"), TEAM, required=True, careful=True,
            hxl="#activity+name",
        ),
        field("on", Day(), N_("Day"), TEAM, required=True, hxl="#date"),
        field("who", Text(), N_("By whom"), TEAM),
        field("device", Text(), N_("On the laptop"), TEAM),
        field("of_kind", Text(), N_("Kind of its record"), TEAM),
        field("of", Text(), N_("Its record"), TEAM),
        field("count", Whole(), N_("Records in all"), TEAM),
        field("reason", choice("reveal_reason"), N_("Why"), TEAM),
        field("second", Text(), N_("With whom"), TEAM),
        field("since", Text(), N_("From"), TEAM),
        field("until", Text(), N_("To"), TEAM),
        # Every kind can be found by its place. Here it stays empty: it would be an answer.
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
    ),
    made=(
        field("entry", Whole(), N_("Entries of the audit log"), TEAM),
        field("head", Written(r"[0-9a-f]{64}"), N_("Hash of the newest"), TEAM),
    ),
)  # fmt: skip
