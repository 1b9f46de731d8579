"""Who can read this: names for a scope and for a record, from signed statements alone.

A hub's word is in none of it. A laptop that holds a scope's key although no statement ever said
that it reads the scope stands in the list without a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import TEAM, confided_to
from fieldapp.store import apart, records, seal, settings
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import documents
from fieldapp.sync.members.membership import Member
from fieldapp.sync.members.words import in_words


@dataclass(frozen=True)
class ReaderEntry:
    """A laptop that reads.

    Attributes:
        name: Empty where no statement names the laptop, and somebody gave it the key.
        role: As its statement says; empty outside a mission.
        number: Of the statement that gives it the right; 0 where there is none.
        signed_by: Device of the administrator who signed that; empty for the founder.
        words: Fingerprint of its key, to compare by voice.
    """

    name: str
    device: str
    role: str
    number: int
    signed_by: str
    words: str


@dataclass(frozen=True)
class Part:
    """The questions of a record that one group of people reads.

    Attributes:
        scope: To which they are sealed.
        fields: Names of the questions.
        readers: By name; empty where ``unknown``.
        without: Laptops of the member complained about, who is kept from reading this part, and of
            everybody of the same name.
        unknown: Somebody is kept from this part, and this laptop cannot read who.
    """

    scope: str
    fields: tuple[str, ...]
    readers: tuple[ReaderEntry, ...]
    without: tuple[ReaderEntry, ...] = ()
    unknown: bool = False


def readers_of(workspace: Workspace, scope: str) -> tuple[ReaderEntry, ...]:
    """Return who reads a scope, by name; outside a mission this laptop alone."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return (_alone(workspace),)
        register = documents.register_of(workspace)
        ghosts = register.ghosts(scope)
    nameless = (ReaderEntry("", each, "", 0, ghosts[each], "") for each in sorted(ghosts))
    return (*entries(register.roster.readers(scope)), *nameless)


def who_reads(
    workspace: Workspace, kind: str, values: Values, record: str = ""
) -> tuple[Part, ...]:
    """Return who can read a record with these answers: the team's part first, then the part in
    confidence; a part without questions is left out.

    Args:
        values: Its answers, also of one in the making.
        record: Its id, where it is known already: what it holds keeps it closed.

    Raises:
        UnknownKind: There is no such kind.
    """
    declared = kind_named(kind)
    now = records.find(workspace, record) if record else None
    values = {**(now.values if now else {}), **values}
    in_team = _fields(declared, values, held=now is not None and now.held)
    every = tuple(field.name for field in declared.fields)
    scope = seal.target(workspace.db, confided_to(declared, values))
    team = Part(TEAM, tuple(n for n in every if n in in_team), readers_of(workspace, TEAM))
    closed = Part(scope, tuple(n for n in every if n not in in_team), readers_of(workspace, scope))
    if declared.kept_from:
        closed = _apart(workspace, declared, values, record, closed)
    return tuple(part for part in (team, closed) if part.fields)


def _apart(workspace: Workspace, kind: RecordKind, values: Values, record: str, part: Part) -> Part:
    """Return the part in confidence of a record that may be kept from somebody."""
    facts = records.history(workspace, record) if record else []
    names, all_of_them = apart.names_in(kind, facts)
    name = values.get(kind.kept_from)
    if isinstance(name, str) and apart.named(workspace.db, name):
        names.add(name)
    elif not apart.told(facts):
        return part
    if not all_of_them:
        return replace(part, readers=(), unknown=True)
    left = {holder.device for holder in apart.remaining(workspace.db, kind, values, names)}
    out = {holder.device for each in names for holder in apart.named(workspace.db, each)}
    everybody = entries(documents.register_of(workspace).roster.members.values())
    return replace(
        part,
        readers=tuple(each for each in everybody if each.device in left),
        without=tuple(each for each in everybody if each.device in out),
    )


def entries(members: Iterable[Member]) -> tuple[ReaderEntry, ...]:
    """Return these members as readers, by name."""
    found = [
        ReaderEntry(m.name, m.device, m.role, m.number, m.by, in_words(m.sign)) for m in members
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.device)))


def _fields(kind: RecordKind, values: Values, *, held: bool) -> frozenset[str]:
    return kind.names_up_to(Level.TEAM, values, held=held)


def _alone(workspace: Workspace) -> ReaderEntry:
    words = in_words(bytes(workspace.signing_key.verify_key))
    return ReaderEntry(workspace.name, workspace.device, "", 0, "", words)
