"""Scopes: who a fact travels to. A scope has its own key; a level says which scope a field goes to.

Part of every stored and sent format: a scope's name is an area, a slash and a sensitivity. There is
one area for now, the whole mission. Keys and reader lists are in `sync`.
"""

from fieldapp.domain.schema import Level

TEAM = "mission/team"
RESTRICTED = "mission/restricted"
SCOPES = (TEAM, RESTRICTED)


def scope_of(level: Level) -> str:
    """Return the scope that a field of this level is sealed to.

    What may stand on a paper is for the whole team as well: paper is made from the team's scope.
    """
    return RESTRICTED if level is Level.RESTRICTED else TEAM
