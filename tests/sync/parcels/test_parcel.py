"""The format alone: torn, changed and hostile files. What is done with the items is elsewhere."""

import io
import json

import pytest
from nacl.signing import SigningKey

from fieldapp.domain.scope import TEAM
from fieldapp.sync.parcels import parcel
from fieldapp.sync.parcels.parcel import MOST_BAD, PACK, End, Item, Label, Reading
from fieldapp.sync.parcels.parcel_errors import NewerParcel, NoParcel
from fieldapp.sync.wire.feed import id_of

KEY = SigningKey(bytes(range(32)))
LABEL = Label("a" * 32, "b" * 16, "2026-11-22")
CONTENTS = (b"", b"one\n", bytes(range(256)), b'\n{"t":"pack",', b"last")


def item(content: bytes, kind: str = PACK) -> Item:
    return Item(kind, TEAM, id_of(content), content)


ITEMS = tuple(item(content) for content in CONTENTS)


def written(*items: Item, label: Label = LABEL) -> bytes:
    stream = io.BytesIO()
    parcel.write(stream, label, items, KEY)
    return stream.getvalue()


def read(content: bytes) -> tuple[list[Item], Reading]:
    stream = io.BytesIO(content)
    reading = Reading(parcel.read_label(stream, "x.parcel"))
    return list(parcel.read_items(stream, reading)), reading


def is_signed(reading: Reading) -> bool:
    return parcel.is_signed_by(reading, bytes(KEY.verify_key))


def test_what_was_written_is_read() -> None:
    items, reading = read(written(*ITEMS))

    assert tuple(items) == ITEMS
    assert (reading.label, reading.end, reading.damaged) == (LABEL, End.WHOLE, 0)
    assert is_signed(reading)


def test_only_who_made_a_parcel_can_have_closed_it() -> None:
    _items, reading = read(written(*ITEMS))

    assert not parcel.is_signed_by(reading, bytes(SigningKey(bytes(32)).verify_key))


def test_of_a_parcel_torn_at_any_byte_everything_is_taken_that_is_whole() -> None:
    whole = written(*ITEMS)
    at = whole.index(b"\n") + 1
    ends = []
    for each in ITEMS:
        at = whole.index(b"\n", at) + 1 + len(each.content)
        ends.append(at)
        at += 1
    for cut in range(whole.index(b"\n") + 1, len(whole)):
        items, reading = read(whole[:cut])

        assert len(items) == sum(end <= cut for end in ends)
        assert tuple(items) == ITEMS[: len(items)]
        assert (reading.end, is_signed(reading)) == (End.TORN, False)


def test_a_parcel_torn_in_its_first_line_is_none() -> None:
    whole = written(*ITEMS)
    for cut in range(whole.index(b"\n") + 1):
        with pytest.raises(NoParcel):
            read(whole[:cut])


def test_one_changed_byte_anywhere_is_noticed_and_costs_one_item_at_most() -> None:
    whole = written(*ITEMS)
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 0x04]) + whole[at + 1 :]
        try:
            items, reading = read(changed)
        except (NoParcel, NewerParcel):
            assert at <= whole.index(b"\n")
            continue
        assert {each.content for each in items} <= set(CONTENTS)
        assert len(items) >= len(ITEMS) - 1
        assert not is_signed(reading)


def test_what_stands_behind_the_end_is_noticed() -> None:
    _items, reading = read(written(*ITEMS) + b"x")

    assert reading.end is End.BROKEN


def test_an_end_that_counts_wrong_is_noticed() -> None:
    whole = written(*ITEMS)
    short = written(*ITEMS[:-1])
    _items, reading = read(whole[: whole.index(b'{"count"')] + short[short.index(b'{"count"') :])

    assert reading.end is End.BROKEN


def test_types_of_a_later_version_are_read_past() -> None:
    items, reading = read(written(ITEMS[1], item(b"picture", "chunk"), ITEMS[2]))

    assert [each.type for each in items] == [PACK, "chunk", PACK]
    assert is_signed(reading)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"\x00" * 5000,
        b"[" * 5000 + b"\n",
        b'{"fieldapp":"member","v":1}\n',
        b'{"fieldapp":"parcel"}\n',
        b'{"fieldapp":"parcel","v":1,"mission":"../../etc","device":"x","made":""}\n',
        b'{"fieldapp":"parcel","v":' + b"9" * 5000 + b"}\n",
    ],
)
def test_anything_else_is_no_parcel(first: bytes) -> None:
    with pytest.raises(NoParcel, match=r"x\.parcel"):
        parcel.read_label(io.BytesIO(first), "x.parcel")


def test_a_later_version_is_told_apart() -> None:
    first = {**json.loads(written().splitlines()[0]), "v": 2}

    with pytest.raises(NewerParcel):
        parcel.read_label(io.BytesIO(json.dumps(first).encode() + b"\n"), "x.parcel")


def line(**changes: object) -> bytes:
    plain = {"t": PACK, "s": TEAM, "id": id_of(b"one\n"), "n": 4, **changes}
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    "hostile",
    [
        line(n=4 * 1024**3),
        line(n=-1),
        line(n=1e300),
        line(n=True),
        line(id=7),
        line(t="x" * 4000),
        line(s="\ud800" * 99),
        line(e="1"),
        b'{"t":"' + b"x" * 1_000_000,
        b'{"t":"' + b'{"t":' * 700 + b"\n",
        b"\n\n\n\n",
    ],
)
def test_a_hostile_line_hides_nothing_that_follows(hostile: bytes) -> None:
    head, rest = written(*ITEMS).split(b"\n", 1)

    items, reading = read(head + b"\n" + hostile + b"\n" + rest)

    assert [each for each in items if each in ITEMS] == list(ITEMS)
    assert not is_signed(reading)


def test_a_file_of_nothing_but_damage_is_given_up() -> None:
    head = written().split(b"\n", 1)[0]
    claims = line(n=parcel.LARGEST_ITEM, id="0" * 32)

    items, reading = read(head + b"\n" + claims * 10 * MOST_BAD)

    assert (items, reading.end, reading.damaged) == ([], End.GIVEN_UP, MOST_BAD)


class Watched(io.BytesIO):
    """Remembers the most that was asked for at once."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.most = max(self.most, size if size is not None and size >= 0 else 2**62)
        return super().read(size)


def test_whatever_a_parcel_claims_it_is_read_in_little_memory() -> None:
    head = written().split(b"\n", 1)[0]
    stream = Watched(head + b"\n" + line(n=4 * 1024**3) + line(n=2**62) + line())
    reading = Reading(parcel.read_label(stream, "x.parcel"))

    list(parcel.read_items(stream, reading))

    assert stream.most <= parcel.LARGEST_ITEM
