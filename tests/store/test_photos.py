"""A photograph belongs to a record, is for whom the record is, and comes back as it was made."""

import nacl.public
import pytest

from fieldapp.domain.checks import ReferOnly
from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.domain.protection.photographs import NoPhotographOf
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store import chunks, mission, photos, records, seal
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.photos import PhotographDamaged, PhotographMissing, State
from fieldapp.store.picture import reduce
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.pictures import a_photograph

PICTURE = a_photograph(size=(900, 600), noisy=True)


def save(opened: Workspace, kind: str = "meeting", **answers: object) -> str:
    needed = {
        "meeting": {"title": "Well", "held_on": "2026-11-01", "place": "XX0101"},
        "incident": {"happened_on": "2026-11-01", "type": "threat"},
        "feedback": {"received_on": "2026-11-01", "level": 2, "summary": "Thanks"},
    }
    return records.save(opened, Change(kind, {**needed.get(kind, {}), **answers}))  # type: ignore[dict-item]


def add(opened: Workspace, kind: str, record: str, **more: object) -> str:
    return photos.add(opened, kind, record, PICTURE, "roof.jpg", **more)  # type: ignore[arg-type]


@pytest.fixture
def officer(amina: Workspace) -> Workspace:
    """A laptop that may record in confidence and not read it."""
    keys = {scope: nacl.public.PrivateKey.generate() for scope in (TEAM, RESTRICTED)}
    public = {(scope, 1): bytes(key.public_key) for scope, key in keys.items()}
    mission.put_on_ring(amina.db, TEAM, 1, public[TEAM, 1], bytes(keys[TEAM]))
    mission.set_scope_keys(amina.db, public)
    return amina


def test_a_photograph_comes_back_as_it_was_made_small(amina: Workspace) -> None:
    meeting = save(amina)

    photo = add(amina, "meeting", meeting, answers={"caption": "The roof"})

    made = reduce(PICTURE, "roof.jpg")
    assert photos.open_photo(amina, photo) == made.whole
    assert photos.open_photo(amina, photo, small=True) == made.small
    (seen,) = photos.photos_of(amina, meeting)
    assert (seen.id, seen.of_kind, seen.of, seen.bytes) == (
        photo, "meeting", meeting, len(made.whole),
    )  # fmt: skip
    assert seen.shown.values == {"caption": "The roof", "place": "XX0101"}
    assert not seen.restricted


def test_the_newest_photograph_comes_first(amina: Workspace) -> None:
    meeting = save(amina)
    ids = [add(amina, "meeting", meeting) for _ in range(3)]

    assert [each.id for each in photos.photos_of(amina, meeting)] == ids[::-1]
    assert [each.id for each in photos.all_photos(amina)] == ids[::-1]


def test_the_same_photograph_twice_shares_nothing_on_the_wire(amina: Workspace) -> None:
    meeting = save(amina)
    for _ in range(2):
        add(amina, "meeting", meeting)

    one, two = photos.readable(amina)
    assert one.values["key"] != two.values["key"]
    assert not {c.id for c in photos.chunks_of(one)} & {c.id for c in photos.chunks_of(two)}


@pytest.mark.parametrize(
    ("kind", "answers", "restricted"),
    [
        ("meeting", {}, False),
        ("feedback", {}, False),
        ("feedback", {"level": 6}, True),
        ("feedback", {"level": None}, True),
        ("incident", {}, True),
        ("victim", {"sex": "female", "age_group": "adult"}, True),
        ("tie", {}, True),
    ],
)
def test_a_photograph_is_for_whom_its_record_is(
    amina: Workspace, kind: str, answers: dict[str, object], restricted: bool
) -> None:
    if kind == "victim":
        answers["incident"] = save(amina, "incident")
    if kind == "tie":
        answers["actor"] = save(amina, "actor", name="Council")
    record = save(amina, kind, **answers)

    photo = add(amina, kind, record, answers={"caption": "x"})

    (seen,) = photos.photos_of(amina, record)
    scope = RESTRICTED if restricted else TEAM
    assert seen.restricted is restricted
    assert {fact.scope for fact in records.history(amina, photo)} == {scope}
    assert {chunk.scope for chunk in amina.chunks.waiting()} == {scope}


def test_a_photograph_of_an_open_record_can_be_given_in_confidence(amina: Workspace) -> None:
    meeting = save(amina)

    add(amina, "meeting", meeting, restricted=True)

    assert photos.photos_of(amina, meeting)[0].restricted


def test_nothing_of_a_photograph_is_for_a_paper(amina: Workspace) -> None:
    photo = add(amina, "meeting", save(amina), answers={"caption": "The roof"})

    assert disclose(records.load(amina, "photo", photo), COMMUNITY).values == {}


def test_keys_and_names_of_chunks_are_shown_to_nobody(amina: Workspace) -> None:
    photo = add(amina, "meeting", save(amina), answers={"caption": "The roof"})
    record = records.load(amina, "photo", photo)

    shown = disclose(record, amina.reader)

    assert set(shown.values) == {"caption", "place"}
    assert shown.withheld == 0
    assert str(record.values["key"]) not in repr(shown)


def test_chunks_in_confidence_all_have_sizes_that_tell_nothing(amina: Workspace) -> None:
    incident = save(amina, "incident")
    for side in (60, 300, 900):
        photos.add(amina, "incident", incident, a_photograph(size=(side, side), noisy=True), "x")

    sizes = {
        (bool(small), len(content))
        for small, content in amina.chunks.db.conn.execute("SELECT small, bytes FROM chunk")
    }
    assert sizes == {(True, photos.SMALL_PADDED), (False, chunks.SIZE)}
    assert all(
        len(record.values["chunks"]) % 4 == 0  # type: ignore[arg-type]
        for record in photos.readable(amina)
    )


def test_who_may_not_read_an_incident_can_still_add_its_photograph(officer: Workspace) -> None:
    incident = save(officer, "incident")

    photo = add(officer, "incident", incident, answers={"caption": "CANARY"})

    assert photos.photos_of(officer, incident) == []
    assert records.find(officer, photo) is None
    with pytest.raises(NoSuchRecord):
        photos.open_photo(officer, photo)
    (fact,) = records.history(officer, photo)
    assert fact.sealed
    assert {chunk.photo for chunk in officer.chunks.waiting()} == {photo}


def test_the_photograph_of_a_record_that_its_author_cannot_read_is_in_confidence(
    officer: Workspace,
) -> None:
    victim = save(officer, "victim", sex="female", age_group="adult")
    assert records.find(officer, victim) is None

    photo = add(officer, "victim", victim)

    assert {fact.scope for fact in records.history(officer, photo)} == {RESTRICTED}


def test_who_may_not_read_it_does_not_see_a_photograph_that_was_sealed_later(
    amina: Workspace,
) -> None:
    incident = save(amina, "incident")
    photo = add(amina, "incident", incident)
    public = bytes(nacl.public.PrivateKey.generate().public_key)
    mission.set_scope_keys(amina.db, {(scope, 1): public for scope in (TEAM, RESTRICTED)})
    assert not seal.may_read(amina.db, RESTRICTED)

    assert photos.photos_of(amina, incident) == []
    with pytest.raises(NoSuchRecord):
        photos.state_of(amina, photo)


@pytest.mark.parametrize("kind", ["sexual_violence", "gender_based_violence"])
def test_of_sexual_violence_no_photograph_is_taken(amina: Workspace, kind: str) -> None:
    incident = save(amina, "incident", type=kind)
    consent = save(amina, "consent", incident=incident, purpose="record", answer="yes")

    for of, record in (("incident", incident), ("consent", consent)):
        with pytest.raises(ReferOnly):
            add(amina, of, record)
    assert amina.chunks.ids() == set()


def test_a_photograph_needs_a_record(amina: Workspace) -> None:
    meeting = save(amina)
    photo = add(amina, "meeting", meeting)

    with pytest.raises(NoSuchRecord):
        add(amina, "meeting", "nothing")
    with pytest.raises(NoSuchRecord):
        add(amina, "place", meeting)
    with pytest.raises(NoPhotographOf):
        add(amina, "photo", photo)
    records.delete(amina, "meeting", meeting, "twice")
    with pytest.raises(NoSuchRecord):
        add(amina, "meeting", meeting)


def test_what_is_here_of_a_photograph_is_a_state(amina: Workspace) -> None:
    photo = add(amina, "meeting", save(amina))
    record = records.load(amina, "photo", photo)
    small, first, *_ = photos.chunks_of(record)
    assert photos.state_of(amina, photo) is State.WHOLE

    amina.chunks.drop([first.id])
    assert photos.state_of(amina, photo) is State.SMALL
    assert photos.open_photo(amina, photo, small=True)
    with pytest.raises(PhotographMissing):
        photos.open_photo(amina, photo)

    amina.chunks.drop([small.id])
    assert photos.state_of(amina, photo) is State.MISSING


def test_a_damaged_chunk_is_dropped_so_that_it_is_asked_for_again(amina: Workspace) -> None:
    photo = add(amina, "meeting", save(amina))
    _, first, *_ = photos.chunks_of(records.load(amina, "photo", photo))
    amina.chunks.db.conn.execute("UPDATE chunk SET bytes = x'00' WHERE id = ?", [first.id])

    with pytest.raises(PhotographMissing):
        photos.open_photo(amina, photo)

    assert first.id not in amina.chunks.ids()
    assert photos.state_of(amina, photo) is State.SMALL


@pytest.mark.parametrize("change", [{"key": "00" * 32}, {"key": None}, {"key": "no hex"}])
def test_a_record_that_somebody_broke_is_a_sentence(
    amina: Workspace, change: dict[str, str]
) -> None:
    photo = add(amina, "meeting", save(amina))
    records.save(amina, Change("photo", change, photo))

    with pytest.raises(PhotographDamaged):
        photos.open_photo(amina, photo)


def test_a_photograph_that_was_taken_out_is_not_shown(amina: Workspace) -> None:
    meeting = save(amina)
    photo = add(amina, "meeting", meeting)

    records.delete(amina, "photo", photo, "shows a face")

    assert photos.photos_of(amina, meeting) == []
    with pytest.raises(NoSuchRecord):
        photos.open_photo(amina, photo)
