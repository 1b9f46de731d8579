"""Attachments come back byte for byte, are kept once, and tell nothing to who finds the folder."""

import hashlib

import pytest

from fieldapp.store import attachments
from fieldapp.store.attachments import AttachmentDamaged, TooLarge
from fieldapp.store.workspace import Workspace
from tests.store.conftest import MakeWorkspace

PICTURE = b"\xff\xd8 CANARY picture " * 1000


def test_content_comes_back_byte_for_byte(amina: Workspace) -> None:
    name = attachments.add(amina, PICTURE, "image/jpeg")

    assert attachments.read(amina, name) == PICTURE
    assert attachments.names(amina) == [name]


def test_the_same_content_is_kept_once(amina: Workspace) -> None:
    one, two = (attachments.add(amina, PICTURE, "image/jpeg") for _ in range(2))

    assert one == two
    assert len(list((amina.folder / attachments.FOLDER).iterdir())) == 1


def test_the_folder_shows_neither_content_nor_a_hash_others_could_know(amina: Workspace) -> None:
    name = attachments.add(amina, PICTURE, "image/jpeg")
    (file,) = (amina.folder / attachments.FOLDER).iterdir()

    assert b"CANARY" not in file.read_bytes()
    assert name not in {hashlib.new(h, PICTURE).hexdigest() for h in ("sha256", "blake2b", "sha1")}


def test_two_laptops_name_the_same_picture_differently(make_workspace: MakeWorkspace) -> None:
    one, two = make_workspace("one"), make_workspace("two")

    assert attachments.add(one, PICTURE, "x/y") != attachments.add(two, PICTURE, "x/y")


@pytest.mark.parametrize("damage", ["flip", "cut", "gone", "swap"])
def test_damage_is_told_and_never_shown(amina: Workspace, damage: str) -> None:
    name = attachments.add(amina, PICTURE, "image/jpeg")
    other = attachments.add(amina, b"another", "image/jpeg")
    file = amina.folder / attachments.FOLDER / name
    content = bytearray(file.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    elif damage == "cut":
        file.write_bytes(content[:-1])
    elif damage == "gone":
        file.unlink()
    else:
        file.write_bytes((amina.folder / attachments.FOLDER / other).read_bytes())

    with pytest.raises(AttachmentDamaged):
        attachments.read(amina, name)


def test_a_file_that_would_never_get_through_is_refused(amina: Workspace) -> None:
    with pytest.raises(TooLarge):
        attachments.add(amina, bytes(attachments.LARGEST + 1), "video/mp4")

    assert not (amina.folder / attachments.FOLDER).exists()
