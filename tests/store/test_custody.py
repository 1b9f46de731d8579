"""Halves of a key: two of three custodians make it, one has nothing, and no other laptop's fit."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from fieldapp.paths import KEYFILE
from fieldapp.store import custody
from fieldapp.store.custody import HalfNotOurs, Halves, HalvesDoNotFit, NotPrepared
from fieldapp.store.errors import Damaged
from fieldapp.store.keyfile import put_parts, read_parts
from fieldapp.store.workspace import Workspace

DEVICE, OTHER = "0123456789abcdef", "fedcba9876543210"
CUSTODIANS = {letter * 16: PrivateKey(letter.encode() * 32) for letter in "abc"}
BOXES = {device: bytes(key.public_key) for device, key in CUSTODIANS.items()}
keys = st.binary(min_size=32, max_size=32)


def split(key: bytes, random: bytes = bytes(range(32))) -> Halves:
    return custody.split(key, DEVICE, BOXES, lambda _size: random)


def half_of(found: Halves, custodian: str, other: str) -> bytes:
    """Open the half that a custodian has together with another, as the custodian."""
    [half] = [h for h in found.halves if (h.custodian, h.other) == (custodian, other)]
    return custody.opened(half, DEVICE, CUSTODIANS[custodian])


@settings(max_examples=15)
@given(key=keys, random=keys)
def test_any_two_of_three_custodians_make_the_key_in_either_order(
    key: bytes, random: bytes
) -> None:
    found = split(key, random)

    assert len(found.halves) == 6
    for one, other in combinations(CUSTODIANS, 2):
        mine, theirs = half_of(found, one, other), half_of(found, other, one)
        assert custody.joined(mine, theirs, found.check) == key
        assert custody.joined(theirs, mine, found.check) == key


@settings(max_examples=15)
@given(key=keys, other_key=keys, seen=keys)
def test_one_custodian_learns_nothing_because_every_half_goes_with_every_key(
    key: bytes, other_key: bytes, seen: bytes
) -> None:
    """Whatever halves one custodian sees, each other key would show the same with as many dice."""
    xor = lambda one, two: bytes(a ^ b for a, b in zip(one, two, strict=True))  # noqa: E731
    for one, other in combinations(sorted(CUSTODIANS), 2):
        for possible in (key, other_key):
            assert half_of(split(possible, seen), one, other) == seen  # what the dice gave
            assert half_of(split(possible, xor(possible, seen)), other, one) == seen


@settings(max_examples=10)
@given(key=keys.map(lambda key: b"\xff" + key[1:]))  # nothing that these dice make by accident
def test_the_halves_of_one_custodian_alone_do_not_make_the_key(key: bytes) -> None:
    dice = iter(bytes([n]) * 32 for n in range(1, 9))
    found = custody.split(key, DEVICE, BOXES, lambda _size: next(dice))

    for custodian in CUSTODIANS:
        one, two = (half_of(found, custodian, other) for other in CUSTODIANS if other != custodian)
        for first, second in ((one, two), (one, one), (two, two), (one, bytes(32))):
            with pytest.raises(HalvesDoNotFit):
                custody.joined(first, second, found.check)


def test_each_pair_is_split_with_dice_of_its_own() -> None:
    rolled: list[bytes] = []

    def dice(size: int) -> bytes:
        rolled.append(bytes([len(rolled)]) * size)
        return rolled[-1]

    custody.split(bytes(32), DEVICE, BOXES, dice)

    assert [len(each) for each in rolled] == [32, 32, 32]


@pytest.mark.parametrize("place", [0, 31, 32, 60, 87])
def test_a_half_that_was_changed_is_told(place: int) -> None:
    found = split(bytes(32))
    half = found.halves[0]
    sealed = bytearray(half.sealed)
    sealed[place] ^= 1

    with pytest.raises(HalfNotOurs):
        custody.opened(replace(half, sealed=bytes(sealed)), DEVICE, CUSTODIANS[half.custodian])


def test_a_half_opens_for_its_own_custodian_and_for_its_own_laptop_only() -> None:
    half = split(bytes(32)).halves[0]
    stranger = CUSTODIANS["c" * 16]
    assert half.custodian == "a" * 16

    with pytest.raises(HalfNotOurs):
        custody.opened(half, DEVICE, stranger)
    with pytest.raises(HalfNotOurs):  # of a stolen laptop, in the name of another one
        custody.opened(half, OTHER, CUSTODIANS[half.custodian])


def prepare(opened: Workspace, boxes: dict[str, bytes]) -> bool:
    file = opened.folder / KEYFILE
    return custody.entrust(file, opened.key, opened.device, boxes, opened.around.random)


def test_what_stands_as_it_should_is_not_written_again(amina: Workspace) -> None:
    assert prepare(amina, BOXES)
    before = (amina.folder / KEYFILE).read_bytes()

    assert not prepare(amina, BOXES)
    assert (amina.folder / KEYFILE).read_bytes() == before


@pytest.mark.parametrize("left", [2, 1, 0])
def test_who_is_no_custodian_any_more_has_no_half_in_the_file(amina: Workspace, left: int) -> None:
    prepare(amina, BOXES)
    fewer = dict(list(BOXES.items())[:left])

    assert prepare(amina, fewer)

    file = amina.folder / KEYFILE
    gone = set(BOXES) - set(fewer)
    assert not any(device in file.read_text() for device in gone)
    if left < 2:  # one alone can help nobody
        with pytest.raises(NotPrepared):
            custody.read_halves(file)
    else:
        assert {half.custodian for half in custody.read_halves(file).halves} == set(fewer)


def test_a_part_that_cannot_be_read_is_told_and_made_anew(amina: Workspace) -> None:
    prepare(amina, BOXES)
    file = amina.folder / KEYFILE
    for damage in ({"device": 1}, {"halves": [{}]}, {"boxes": []}, {"check": "00"}):
        put_parts(file, {custody.PART: read_parts(file)[custody.PART] | damage})

        with pytest.raises(Damaged):
            custody.read_halves(file)
        assert prepare(amina, BOXES)
        assert custody.read_halves(file).device == amina.device


def test_the_part_names_no_person_and_holds_no_key(amina: Workspace) -> None:
    prepare(amina, BOXES)

    text = (amina.folder / KEYFILE).read_text()

    assert amina.name not in text
    assert amina.key.hex() not in text


def test_a_key_file_that_nobody_prepared_says_so(amina: Workspace) -> None:
    with pytest.raises(NotPrepared):
        custody.read_halves(amina.folder / KEYFILE)


def test_the_file_stays_in_the_format_that_earlier_versions_open(amina: Workspace) -> None:
    prepare(amina, BOXES)

    parts = read_parts(amina.folder / KEYFILE)

    assert parts["version"] == 1
    assert set(parts) == {"format", "version", "passphrase", "recovery", "custodians"}
