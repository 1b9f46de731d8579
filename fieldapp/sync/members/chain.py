"""Which packs of a laptop that was taken out stand: those its leaving statement names, and theirs
before. Pure.

Each pack names its author's previous one in the same scope, so the statement need name only the
last ones. Packs may come in any order; whichever stands at the end is the same.
"""

from collections.abc import Collection, Mapping

from fieldapp.sync.members.membership import Member


def standing(author: Member, scope: str, previous: Mapping[str, str]) -> set[str] | None:
    """Return the packs of a scope that stand; None where all of them do.

    Args:
        author: The newest statement about the laptop.
        previous: Of its packs in this scope that are known here, the one before each; "" for none.
    """
    if not author.left or scope not in author.last:
        return None
    found: set[str] = set()
    for pack in author.last[scope]:
        while pack and pack not in found:
            found.add(pack)
            pack = previous.get(pack, "")
    return found


def newest(previous: Mapping[str, str]) -> list[str]:
    """Return the packs that no other names as the previous one.

    More than one where the laptop was restored from a backup, or where one in between is missing.
    """
    return sorted(previous.keys() - set(previous.values()))


def gaps(previous: Mapping[str, str], known: Collection[str]) -> set[str]:
    """Return the packs that a later one names, but that are not known."""
    return set(previous.values()) - {""} - set(known)
