"""Boundaries of states and counties, so that the map works where there is no network.

They come from a file that the humanitarian community publishes (OCHA COD-AB) and travel like all
else of the mission; nobody draws one by hand.
"""

from fieldapp.domain.fieldtypes import PlaceRef, Text, choice
from fieldapp.domain.outline import SHAPE
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.domain.written import Written
from fieldapp.language import N_

PUBLIC = Level.PUBLIC

BOUNDARY = RecordKind(
    name="boundary",
    label=N_("Boundary"),
    plural=N_("Boundaries"),
    title="name",
    placed=False,
    by_program=True,
    fields=(
        field("name", Text(), N_("Name"), PUBLIC, required=True, hxl="#adm+name"),
        field("type", choice("place_type"), N_("Type of place"), PUBLIC, hxl="#loc+type"),
        field("place", PlaceRef(), N_("Place"), PUBLIC, required=True, hxl="#loc+code"),
    ),
    made=(field("outline", Written(SHAPE), N_("Outline"), PUBLIC),),
)
