"""Photographs: a record of its own for each, that names the record it belongs to.

No field may stand on a council's paper: a face on a wall is a danger to whoever it belongs to. The
picture itself travels beside the records, in sealed chunks; here are their names and their key.
"""

from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.domain import scope
from fieldapp.domain.checks import Past
from fieldapp.domain.fieldtypes import Day, PlaceRef, Text, Whole
from fieldapp.domain.schema import Level, Raise, RecordKind, SealedTo, When, field
from fieldapp.domain.written import Written, WrittenList
from fieldapp.language import N_

TEAM = Level.TEAM

FOR_TEAM, FOR_PROTECTION, FOR_CONDUCT = "team", "protection", "conduct"
"""Who may see a photograph. Decided once, when it is sealed: a key that was given out stays so."""

SCOPE_OF: Mapping[str, str] = MappingProxyType(
    {FOR_TEAM: scope.TEAM, FOR_PROTECTION: scope.RESTRICTED, FOR_CONDUCT: scope.CONDUCT}
)
"""The scope that the record and its chunks are sealed to."""

_CHUNK = r"[0-9a-f]{32}"

PHOTO = RecordKind(
    name="photo",
    label=N_("Photograph"),
    plural=N_("Photographs"),
    title="caption",
    day="taken_on",
    placed=False,
    # Nothing of a photograph in confidence is for the team, not even that there is one.
    raised=(Raise(When("readers", (FOR_TEAM,)), Level.RESTRICTED, frozenset()),),
    sealed_to=(SealedTo(When("readers", (FOR_CONDUCT,)), scope.CONDUCT),),
    fields=(
        field(
            "caption", Text(lines=2), N_("What it shows"), TEAM, hxl="#description",
            help=N_("No name of a person who did not agree to it."),
        ),
        field("taken_on", Day(), N_("Taken on"), TEAM, hxl="#date+taken"),
        field("taken_by", Text(), N_("Taken by"), TEAM),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
    ),
    made=(
        field("readers", Written("team|protection|conduct"), N_("For whom"), TEAM, careful=True),
        field("of_kind", Written(r"[a-z][a-z0-9_]{0,63}"), N_("Kind of its record"), TEAM),
        field("of", Written(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"), N_("Its record"), TEAM),
        field("media", Written(r"[a-z]+/[a-z]+"), N_("Media type"), TEAM),
        field("bytes", Whole(), N_("Bytes"), TEAM),
        field("width", Whole(), N_("Width in pixels"), TEAM),
        field("height", Whole(), N_("Height in pixels"), TEAM),
        field("key", Written(r"[0-9a-f]{64}"), N_("Key of its chunks"), TEAM),
        field("thumbnail", WrittenList(_CHUNK), N_("Chunks of the small picture"), TEAM),
        field("chunks", WrittenList(_CHUNK), N_("Chunks of the picture"), TEAM),
    ),
    checks=(Past("taken_on"),),
)  # fmt: skip
