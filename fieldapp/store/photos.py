"""Photographs of records: adding one, looking at one, and whether all of it is here.

The chunks reach the disk before the record that names them. What is restricted is padded, so that
who only carries the chunks cannot tell a picture by its size.
"""

import contextlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

import nacl.exceptions
import nacl.secret

from fieldapp.domain.disclosure import Disclosed, disclose, level_in, may_read
from fieldapp.domain.fieldtypes import BadValue, Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.kinds.photo import FOR_CONDUCT, FOR_PROTECTION, FOR_TEAM, PHOTO, SCOPE_OF
from fieldapp.domain.protection.photographs import look_whether_allowed, readers_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, Values
from fieldapp.domain.scope import CONDUCT, RESTRICTED
from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.store import apart, chunks, records, seal
from fieldapp.store.chunks import Chunk
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.picture import MEDIA, Picture, reduce
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace

KEY_BYTES = nacl.secret.SecretBox.KEY_SIZE
_LENGTH = 4
_SEAL = nacl.secret.SecretBox.NONCE_SIZE + nacl.secret.SecretBox.MACBYTES
SMALL_PADDED = 8 * 1024
WHOLE_PADDED = 4 * chunks.SIZE
"""Bytes. In confidence every small picture has the same size, and every other a multiple of this:
at most eight seconds more on 64 kbit/s."""

log = logging.getLogger(__name__)


class State(Enum):
    """How much of a photograph is on this laptop."""

    WHOLE = "whole"
    SMALL = "small"
    MISSING = "missing"


class PhotographMissing(UserError):
    """The record is here, its picture is still on its way."""

    text = N_("The record of this photograph is here, the picture is not yet.")
    remedy = N_("Sync again; it comes once the laptop that took it has sent it.")


class PhotographDamaged(UserError):
    """All chunks are here and whole, and still it is no picture: whoever sealed it is to blame."""

    text = N_("This photograph cannot be opened.")
    remedy = N_("Ask whoever added it to add it again.")


class NoPhotographApart(WrongUse):
    """A picture goes to everybody who reads its scope, also to the member complained about."""

    text = N_("A record that is kept from a member of the mission has no photographs.")
    remedy = N_("Keep the picture, and hand it to the conduct focal point or to the founder.")


@dataclass(frozen=True)
class Photo:
    """A photograph of a record, as far as this reader may see it.

    Attributes:
        shown: What people answered about it.
        of_kind, of: The record that it belongs to.
        restricted: It is in confidence.
    """

    id: str
    shown: Disclosed
    of_kind: str
    of: str
    restricted: bool
    bytes: int
    width: int
    height: int
    state: State


def add(
    workspace: Workspace,
    kind: str,
    record: str,
    content: bytes,
    file: str,
    *,
    answers: Values | None = None,
    restricted: bool = False,
) -> str:
    """Add a photograph to a record and return the id of the photograph; on the disk then.

    Args:
        kind, record: What it belongs to. A record that is not here may be named: it may be one
            that its author cannot read again.
        content, file: Bytes and name of a file; it is neither changed nor kept.
        answers: Accepted answers to the questions of a photograph.
        restricted: In confidence, although the record is not.

    Raises:
        UnknownKind, NoSuchRecord, NoPhotographOf, NoPhotographApart, ReferOnly: It cannot belong
            there.
        NotAPhotograph, UnreadFormat, TooManyPixels: The file cannot be used.
        DiskFull, Busy, NotWritable: Nothing was added.
    """
    change = prepare(workspace, kind, record, content, file, answers=answers, restricted=restricted)
    records.save(workspace, change)
    return change.record


def prepare(
    workspace: Workspace,
    kind: str,
    record: str,
    content: bytes,
    file: str,
    *,
    answers: Values | None = None,
    restricted: bool = False,
) -> Change:
    """Keep the chunks of a photograph and return its record, to be saved together with others.

    Arguments and errors are those of `add`. Where the record is never saved, the chunks are what
    a power cut before `records.save` leaves: sealed, and named by nothing.
    """
    found = _owner(workspace, kind, record)
    readers = FOR_PROTECTION if restricted else readers_of(found, kind)
    if readers == FOR_CONDUCT and seal.target(workspace.db, CONDUCT) != CONDUCT:
        readers = FOR_PROTECTION  # the mission has no key for it yet
    picture = reduce(content, file)
    values = dict(answers or {})
    if found is not None and values.get("place") is None:
        values["place"] = disclose(found, workspace.reader).values.get("place")
    photo = records.new_record_id(workspace)
    made = _seal(workspace, photo, picture, readers)
    made |= {"readers": readers, "of_kind": kind, "of": record}
    log.info("Sealed a photograph of %d bytes", len(picture.whole))
    return Change(PHOTO.name, values | made, photo)


def _owner(workspace: Workspace, kind: str, record: str) -> Record | None:
    """Return the record that a photograph is to belong to, after a look at whether it may."""
    declared = kind_named(kind)
    found = records.find(workspace, record)
    if declared.kept_from and apart.told(records.history(workspace, record)):
        raise NoPhotographApart
    if found is not None and (found.kind != kind or found.deleted is not None):
        raise NoSuchRecord(kind=kind, record=record)
    if found is None and not records.history(workspace, record):
        raise NoSuchRecord(kind=kind, record=record)
    above = found
    if found is not None and declared.parent:
        above = records.find(workspace, str(found.values.get(declared.parent)))
    look_whether_allowed(kind, above)
    return found


def _seal(workspace: Workspace, photo: str, picture: Picture, readers: str) -> dict[str, Value]:
    """Keep the chunks of both sizes; return what the record has to say of them."""
    key = workspace.around.random(KEY_BYTES)
    closed = readers != FOR_TEAM
    scope = SCOPE_OF[readers]
    names: dict[bool, list[str]] = {True: [], False: []}
    with workspace.chunks.writing():
        for small, content in ((True, picture.small), (False, picture.whole)):
            step = (SMALL_PADDED if small else WHOLE_PADDED) if closed else 1
            for n, piece in enumerate(_pieces(_sealed(workspace, key, content, step))):
                chunk = Chunk(chunks.id_of(piece), scope, photo, small, n)
                workspace.chunks.keep(chunk, piece)
                names[small].append(chunk.id)
    return {
        "media": MEDIA,
        "bytes": len(picture.whole),
        "width": picture.width,
        "height": picture.height,
        "key": key.hex(),
        "thumbnail": tuple(names[True]),
        "chunks": tuple(names[False]),
    }


def _sealed(workspace: Workspace, key: bytes, content: bytes, step: int) -> bytes:
    """Return the content sealed, its size a multiple of ``step``."""
    bare = len(content).to_bytes(_LENGTH, "big") + content
    padding = -(len(bare) + _SEAL) % step
    nonce = workspace.around.random(nacl.secret.SecretBox.NONCE_SIZE)
    return bytes(nacl.secret.SecretBox(key).encrypt(bare + bytes(padding), nonce))


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), chunks.SIZE):
        yield content[start : start + chunks.SIZE]


def chunks_of(record: Record) -> tuple[Chunk, ...]:
    """Return the chunks that a photograph's record names, the small picture first.

    Of a list that holds anything else than names of chunks none is taken: whoever made it, no hub
    would answer a message that asks for one, and every photograph would wait.
    """
    scope = SCOPE_OF.get(str(record.values.get("readers")), RESTRICTED)
    found = []
    for small, name in ((True, "thumbnail"), (False, "chunks")):
        with contextlib.suppress(BadValue):
            ids = PHOTO.field(name).type.accept(record.values.get(name))
            for n, chunk in enumerate(ids if isinstance(ids, tuple) else ()):
                found.append(Chunk(chunk, scope, record.id, small, n))
    return tuple(found)


def readable(workspace: Workspace) -> list[Record]:
    """Return the records of all photographs that are in and that this laptop can read."""
    reader = workspace.reader
    found = records.query(workspace, Wanted(PHOTO.name))
    return [record for record in found if may_read(record, "key", reader)]


def photos_of(workspace: Workspace, record: str) -> list[Photo]:
    """Return the photographs of a record, the newest first."""
    found = records.linking(workspace, record, [(PHOTO.name, "of")])
    return _seen(workspace, found)


def all_photos(workspace: Workspace) -> list[Photo]:
    """Return all photographs that this reader may see, the newest first."""
    return _seen(workspace, records.query(workspace, Wanted(PHOTO.name)))


def _seen(workspace: Workspace, found: Iterable[Record]) -> list[Photo]:
    reader = workspace.reader
    here = workspace.chunks.ids()
    return [
        Photo(
            id=record.id,
            shown=disclose(record, reader),
            of_kind=str(record.values.get("of_kind") or ""),
            of=str(record.values.get("of") or ""),
            restricted=level_in(record, "caption") is Level.RESTRICTED,
            bytes=_number(record.values.get("bytes")),
            width=_number(record.values.get("width")),
            height=_number(record.values.get("height")),
            state=_state(record, here),
        )
        for record in sorted(found, key=lambda each: each.id, reverse=True)
        if may_read(record, "key", reader)
    ]


def state_of(workspace: Workspace, photo: str) -> State:
    """Return how much of a photograph is here.

    Raises:
        NoSuchRecord: There is no such photograph, or the reader may not know of it.
    """
    return _state(_load(workspace, photo), workspace.chunks.ids())


def _state(record: Record, here: set[str]) -> State:
    named = chunks_of(record)
    missing = [chunk for chunk in named if chunk.id not in here]
    if any(chunk.small for chunk in missing) or not any(chunk.small for chunk in named):
        return State.MISSING
    return State.SMALL if missing or len(named) < 2 else State.WHOLE


def open_photo(workspace: Workspace, photo: str, *, small: bool = False) -> bytes:
    """Return the JPEG of a photograph, in memory only.

    Raises:
        NoSuchRecord: There is no such photograph, or the reader may not know of it.
        PhotographMissing: Not all of it is here. A chunk that was found to be damaged is dropped,
            so that the next sync brings it again.
        PhotographDamaged: What is here was never a photograph.
    """
    record = _load(workspace, photo)
    pieces = []
    for chunk in chunks_of(record):
        if chunk.small is small:
            pieces.append(workspace.chunks.read(chunk.id))
            if pieces[-1] is None:
                with workspace.chunks.writing():
                    workspace.chunks.drop([chunk.id])
    whole = [piece for piece in pieces if piece is not None]
    if not whole or len(whole) < len(pieces):
        raise PhotographMissing
    try:
        box = nacl.secret.SecretBox(bytes.fromhex(str(record.values.get("key"))))
        bare = box.decrypt(b"".join(whole))
    except (nacl.exceptions.CryptoError, ValueError, TypeError):
        raise PhotographDamaged from None
    end = _LENGTH + int.from_bytes(bare[:_LENGTH], "big")
    return bytes(bare[_LENGTH:end])


def _load(workspace: Workspace, photo: str) -> Record:
    record = records.load(workspace, PHOTO.name, photo)
    if record.deleted is not None or not may_read(record, "key", workspace.reader):
        raise NoSuchRecord(kind=PHOTO.name, record=photo)
    return record


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
