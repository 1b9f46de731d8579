"""Putting the facts that wait into packs, oldest first. Sending them is for `round`."""

from collections.abc import Iterable

from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import mission as kept
from fieldapp.store import packs
from fieldapp.store.database import writing
from fieldapp.store.packs import Waiting
from fieldapp.store.workspace import Workspace
from fieldapp.sync.feed import id_of
from fieldapp.sync.pack import MOST_FACTS, make
from fieldapp.sync.protocol import LARGEST_PACK

ENOUGH = 192 * 1024
"""Bytes of lines after which a pack ends with the save: about 45 KiB once compressed, six seconds
on a link of 64 kbit/s and less than a page. Half of it costs 3 % more bytes a record; twice as much
would save 2 %, and a link that drops would lose more each time."""

AT_ONCE = 16
"""Packs that are kept in one transaction. Each alone would wait for the disk."""

TOO_MUCH = LARGEST_PACK - 1024 * 1024
"""Bytes of lines that still fit into a pack if nothing can be compressed."""


def pack_up(workspace: Workspace, progress: Progress) -> int:
    """Put every fact that waits into a pack, some packs at a time: what is made is kept.

    Returns:
        How many packs were made.

    Raises:
        Cancelled: The person asked to stop.
    """
    made = 0
    for scope in reversed(SCOPES):
        while some := _pack_up_some(workspace, scope):
            made += some
            progress.step(0, 0, N_("Packing"))
    return made


def _pack_up_some(workspace: Workspace, scope: str) -> int:
    with writing(workspace.db, workspace.file):
        made = 0
        while made < AT_ONCE and _pack_up_one(workspace, scope):
            made += 1
        return made


def _pack_up_one(workspace: Workspace, scope: str) -> bool:
    db = workspace.db
    group = _group(packs.waiting(db, scope))
    if not group:
        return False
    keys = kept.scope_keys(db)
    epoch = max(epoch for of, epoch in keys if of == scope)
    content = make(
        [waiting.line for waiting in group],
        scope,
        epoch,
        keys[scope, epoch][0],
        packs.newest_of(db, scope, workspace.device),
        workspace.signing_key,
        workspace.device,
    )
    pack = id_of(content)
    packs.keep(db, pack, scope, workspace.device, content)
    packs.pack_facts(db, pack, [waiting.n for waiting in group])
    return True


def _group(facts: Iterable[Waiting]) -> list[Waiting]:
    """Take whole saves until it is enough. Only a save beyond a pack's limits is divided."""
    group: list[Waiting] = []
    size = 0
    save = ""
    for waiting in facts:
        after = size + len(waiting.line.encode()) + 1
        full = after > TOO_MUCH or len(group) + 1 == MOST_FACTS
        if group and (full or (size >= ENOUGH and waiting.save != save)):
            break
        group.append(waiting)
        size, save = after, waiting.save
    return group
