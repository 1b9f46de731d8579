import hashlib
import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.fact import Fact, to_json
from fieldapp.domain.scope import CONFIDENTIAL, RESTRICTED, SCOPES, TEAM
from fieldapp.store import seal
from fieldapp.store.workspace import device_id
from fieldapp.sync.members.membership import OF_CARD, Asking, Member, write_card, write_member
from fieldapp.sync.wire import pack as packs
from fieldapp.sync.wire.dictionary import NEWEST, dictionary
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.pack import BadPack, open_pack, read_header
from fieldapp.sync.wire.protocol import LARGEST_PACK

OWNER, AUTHOR, STRANGER = (SigningKey(bytes([n]) * 32) for n in range(3))
DEVICE = device_id(bytes(AUTHOR.verify_key))
PRIVATE = {(scope, 1): (bytes([n + 1]) * 32,) for n, scope in enumerate(SCOPES)}
PUBLIC = {key: bytes(PrivateKey(ring[0]).public_key) for key, ring in PRIVATE.items()}
CARD = write_card("Gorom", {key: PUBLIC[key] for key in PUBLIC if key[0] in OF_CARD}, OWNER)


def member(key: SigningKey = AUTHOR, role: str = "officer") -> Member:
    asking = Asking("Awa", bytes(key.verify_key), bytes(32))
    return write_member(CARD, asking, role, 2, "2026-11-22", OWNER)


def fact(n: int = 1, scope: str = TEAM, device: str = DEVICE) -> Fact:
    return Fact(
        id=f"{n:032x}",
        save=f"{n:032x}",
        record=f"record-{n}",
        kind="meeting",
        scope=scope,
        values={"title": f"Water {n}"},
        base={"title": ()},
        time=f"{n:024x}",
        wall="2026-11-22T11:00:00+00:00",
        author="Awa",
        device=device,
        app="0.1.0",
    )


def make(lines: list[str], scope: str = TEAM, key: SigningKey = AUTHOR) -> bytes:
    device = device_id(bytes(key.verify_key))
    return packs.make(lines, scope, 1, PUBLIC[scope, 1], "", key, device)


def opened(pack: bytes, scope: str = TEAM, author: Member | None = None) -> list[Fact]:
    return [fact for fact, _line in open_pack(pack, scope, author or member(), PRIVATE)]


def sealed(body: bytes, facts: int = 1, key: SigningKey = AUTHOR, **head: Any) -> bytes:
    """A pack with any body, correctly sealed and signed."""
    plain = {"v": 1, "s": TEAM, "e": 1, "d": DEVICE, "p": "", "k": facts, "z": 1, **head}
    box = SealedBox(PublicKey(PUBLIC[TEAM, 1]))
    signed = json.dumps(plain).encode() + b"\n" + box.encrypt(body)
    return signed + key.sign(signed).signature


def squeezed(text: bytes) -> bytes:
    packer = zlib.compressobj(9, zdict=dictionary(NEWEST) or b"")
    return packer.compress(text) + packer.flush()


PACK = make([to_json(fact(n)) for n in range(1, 4)])


def test_a_pack_is_opened_as_it_was_made_to_the_letter() -> None:
    line = to_json(fact(1)).replace('"app"', '"from a newer version":[1],"app"')

    assert open_pack(make([line]), TEAM, member(), PRIVATE) == [(fact(1), line)]
    assert opened(PACK) == [fact(1), fact(2), fact(3)]


def test_a_header_says_what_anybody_may_know() -> None:
    header = read_header(PACK)

    assert (header.scope, header.epoch, header.device) == (TEAM, 1, DEVICE)
    assert (header.previous, header.facts, header.dictionary) == ("", 3, 1)


def test_nothing_that_was_said_can_be_read_without_the_key() -> None:
    assert b"Water" not in PACK
    with pytest.raises(BadPack, match="no key"):
        open_pack(PACK, TEAM, member(), {(RESTRICTED, 1): PRIVATE[RESTRICTED, 1]})
    with pytest.raises(BadPack, match="seal"):
        open_pack(PACK, TEAM, member(), {(TEAM, 1): (bytes(32),)})


@given(at=st.integers(0, len(PACK) - 1), by=st.integers(1, 255))
def test_a_pack_with_one_byte_changed_is_bad(at: int, by: int) -> None:
    changed = PACK[:at] + bytes([PACK[at] ^ by]) + PACK[at + 1 :]

    with pytest.raises(BadPack):
        opened(changed)


@given(st.integers(0, len(PACK) - 1))
def test_a_pack_cut_short_is_bad(end: int) -> None:
    with pytest.raises(BadPack):
        opened(PACK[:end])


@given(st.binary(max_size=600))
def test_other_bytes_are_bad(pack: bytes) -> None:
    with pytest.raises(BadPack):
        opened(pack)


def test_a_pack_by_somebody_who_is_no_member_is_bad() -> None:
    with pytest.raises(BadPack, match="not known as a member"):
        open_pack(PACK, TEAM, None, PRIVATE)
    with pytest.raises(BadPack, match="not known as a member"):
        open_pack(PACK, TEAM, member(STRANGER), PRIVATE)


def test_a_pack_in_anothers_name_is_bad() -> None:
    with pytest.raises(BadPack, match="signature"):
        opened(sealed(squeezed(to_json(fact()).encode()), key=STRANGER))


def test_a_pack_in_a_scope_that_its_author_may_not_write_is_bad() -> None:
    reader = replace(member(), writes=frozenset({RESTRICTED}))

    with pytest.raises(BadPack, match="may not write"):
        opened(PACK, author=reader)


def test_a_pack_on_the_feed_of_another_scope_is_bad() -> None:
    with pytest.raises(BadPack, match="elsewhere"):
        opened(PACK, RESTRICTED)


@pytest.mark.parametrize(
    "wrong", [fact(scope=RESTRICTED), fact(device="0" * 16)], ids=["scope", "device"]
)
def test_a_fact_from_elsewhere_makes_its_pack_bad(wrong: Fact) -> None:
    with pytest.raises(BadPack, match="elsewhere"):
        opened(make([to_json(fact(1)), to_json(wrong)]))


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[" * 50_000,
        to_json(fact()).replace('"Water 1"', "NaN"),
        to_json(fact()).replace("Water 1", "\\ud800"),
        to_json(fact()).replace("Awa", "\\ud800"),
        to_json(fact()).replace('"Water 1"', '{"deep":1}'),
        to_json(fact()).replace('"base":{"title":[]}', '"base":{}'),
        to_json(replace(fact(), values={}, sealed="AAAA")).replace('"title":[]', '"title":1'),
    ],
    ids=["text", "deep", "nan", "surrogate", "author", "object", "base", "base of sealed"],
)
def test_an_entry_that_no_record_could_hold_makes_its_pack_bad(line: str) -> None:
    with pytest.raises(BadPack, match="cannot be read"):
        opened(make([line]))


def test_values_sealed_by_an_author_who_cannot_read_them_come_as_they_are() -> None:
    hidden = seal.sealed(fact(scope=RESTRICTED), PUBLIC[RESTRICTED, 1])

    assert opened(make([to_json(hidden)], RESTRICTED), RESTRICTED) == [hidden]


def test_what_inflates_beyond_all_measure_is_not_inflated() -> None:
    bomb = squeezed(b"0" * (packs.LARGEST_PLAIN + 1))

    assert len(bomb) < 100_000
    with pytest.raises(BadPack, match="damaged"):
        opened(sealed(bomb))


def test_a_line_or_pack_beyond_all_measure_is_bad() -> None:
    with pytest.raises(BadPack, match="too large"):
        opened(sealed(squeezed(b"0" * (packs.LONGEST_LINE + 1))))
    with pytest.raises(BadPack, match="too large"):
        read_header(bytes(LARGEST_PACK + 1))


@pytest.mark.parametrize("facts", [1, 3])
def test_a_pack_holds_as_many_facts_as_it_says(facts: int) -> None:
    lines = "\n".join([to_json(fact(1)), to_json(fact(2))]).encode()

    with pytest.raises(BadPack, match="more or less"):
        opened(sealed(squeezed(lines), facts))


@pytest.mark.parametrize("head", [{"v": 2}, {"z": 99}])
def test_a_pack_of_a_later_version_says_so(head: dict[str, Any]) -> None:
    with pytest.raises(BadPack, match="newer fieldapp"):
        opened(sealed(squeezed(to_json(fact()).encode()), **head))


@pytest.mark.parametrize(
    "head",
    [{"v": True}, {"v": 0}, {"k": True}, {"k": 0}, {"e": 2**31}, {"p": "x"}, {"d": 1}, {"s": ""}],
)
def test_a_header_with_anything_else_in_it_is_bad(head: dict[str, Any]) -> None:
    with pytest.raises(BadPack):
        opened(sealed(squeezed(to_json(fact()).encode()), **head))


def test_content_after_the_end_is_bad_unless_it_is_padding() -> None:
    body = squeezed(to_json(fact()).encode())

    assert opened(sealed(body + bytes(100))) == [fact()]
    with pytest.raises(BadPack, match="damaged"):
        opened(sealed(body + b"hidden"))


@pytest.mark.parametrize("scope", CONFIDENTIAL)
def test_a_pack_in_confidence_says_little_by_its_size(scope: str) -> None:
    sizes = {
        len(make([to_json(replace(fact(scope=scope), values={"title": "x" * n}))], scope))
        for n in range(0, 120, 10)
    }

    assert len(sizes) == 1


def test_the_first_dictionary_is_as_it_was_released() -> None:
    content = dictionary(1)

    assert content is not None
    assert (
        hashlib.blake2b(content, digest_size=16).hexdigest() == "212b002f2352b1688a9ab64facfd61cd"
    )
    assert dictionary(99) is None


def test_the_dictionary_makes_a_small_pack_much_smaller() -> None:
    line = to_json(fact()).encode()

    assert len(squeezed(line)) < 0.6 * len(zlib.compress(line, 9))


def test_an_id_is_of_all_bytes() -> None:
    assert id_of(PACK) != id_of(PACK[:-1])
