"""Putting the facts that wait into packs, oldest first. Sending them is for `round`."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import mission as kept
from fieldapp.store import packs
from fieldapp.store.database import writing
from fieldapp.store.packs import Waiting
from fieldapp.store.workspace import Workspace
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.pack import MOST_FACTS, Pressed, press, seal
from fieldapp.sync.wire.protocol import LARGEST_PACK

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
    db = workspace.db
    with writing(db, workspace.file):
        facts = packs.waiting(db, scope)
        groups = list(itertools.islice(_groups(facts), AT_ONCE))
        if not groups:
            return 0
        keys = kept.scope_keys(db)
        epoch = max((epoch for of, epoch in keys if of == scope), default=0)
        if not epoch:
            return 0  # a scope of which no key counts any more: it waits for one
        for group, pressed in zip(groups, _pressed(groups, scope), strict=True):
            content = seal(
                pressed,
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
    return len(groups)


def _pressed(groups: Sequence[Sequence[Waiting]], scope: str) -> list[Pressed]:
    """Compress groups, several at a time: it is most of the work and leaves Python to others."""

    def one(group: Sequence[Waiting]) -> Pressed:
        return press([waiting.line for waiting in group], scope)

    if len(groups) == 1:
        return [one(groups[0])]
    with ThreadPoolExecutor(thread_name_prefix="press") as pool:
        return list(pool.map(one, groups))


def _groups(facts: Iterable[Waiting]) -> Iterator[list[Waiting]]:
    """Divide facts into packs: whole saves until it is enough.

    Only a save beyond a pack's limits is divided.
    """
    group: list[Waiting] = []
    size = 0
    for waiting in facts:
        length = len(waiting.line.encode()) + 1
        full = size + length > TOO_MUCH or len(group) + 1 == MOST_FACTS
        if group and (full or (size >= ENOUGH and waiting.save != group[-1].save)):
            yield group
            group, size = [], 0
        group.append(waiting)
        size += length
    if group:
        yield group
