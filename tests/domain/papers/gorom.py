"""What the community may see of Gorom, sorted as the papers take it."""

from fieldapp.domain.council import KINDS_ON_PAPER
from fieldapp.domain.disclosure import Disclosed
from tests.domain.council.villages import GOROM, NEEDS, row

PLACE = row("place", GOROM, name="Gorom", contact="Office", complaints="Box\nFree line")
TODAY = NEEDS.made_on


def sorted_by_kind(
    *rows: Disclosed, kinds: tuple[str, ...] = KINDS_ON_PAPER
) -> dict[str, list[Disclosed]]:
    """Return for each of the kinds its records; of another kind there may be none."""
    assert {each.kind for each in rows} <= set(kinds)
    return {kind: [each for each in rows if each.kind == kind] for kind in kinds}
