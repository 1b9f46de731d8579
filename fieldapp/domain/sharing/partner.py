"""Whether a partner is itself told of in what it would get: an alleged party to incidents.

Only a warning, for whoever may read it: counts of violence can be read by those who did it. The
officer decides; what a file holds is not changed by it.
"""

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.schema import RecordKind

TOLD_OF_VIOLENCE = frozenset({"incident", "feedback", "observation"})

NEEDED = ("incident_actor",)
"""Kinds that the ledger must hold; without the restricted key none of their answers is in it."""


def partner_is_alleged(agreement: Disclosed, kind: RecordKind, ledger: Ledger) -> bool:
    """Say whether somebody is said to have done violence who gets figures of it."""
    partner = agreement.values.get("partner")
    if kind.name not in TOLD_OF_VIOLENCE or not isinstance(partner, str):
        return False
    return any(row.values.get("actor") == partner for row in ledger.of("incident_actor"))
