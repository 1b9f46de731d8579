"""Another passphrase, another sheet, a drill: the key stays, and nothing is half done."""

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.paths import KEYFILE
from fieldapp.store import custody, recovery, workspace
from fieldapp.store.disk import REPLACED, WRITE, WRITTEN
from fieldapp.store.errors import DiskFull, WrongPassphrase
from fieldapp.store.keyfile import read_key, read_parts
from fieldapp.store.passphrase import PassphraseTooCommon, PassphraseTooShort
from fieldapp.store.recovery import WrongCode, change_passphrase, drill, new_sheet, sheet_state
from fieldapp.store.workspace import Workspace
from tests.store.conftest import CHEAP, PASSPHRASE, MakeWorkspace

NEW = "seven goats cross the dry river"
FILES = Path(__file__).parents[1] / "files"
DAY_MS = 86_400_000


@pytest.fixture
def sheet(tmp_path: Path) -> tuple[Workspace, str]:
    """A workspace with the code of its sheet."""
    return workspace.create(tmp_path / "zaina", PASSPHRASE, "Zaina", cost=CHEAP)


def opens(opened: Workspace, secret: str) -> bool:
    try:
        return read_key(opened.folder / KEYFILE, secret) == opened.key
    except WrongPassphrase:
        return False


def acts(opened: Workspace) -> list[tuple[str, str]]:
    rows = opened.db.conn.execute("SELECT act, detail FROM audit ORDER BY n").fetchall()
    return [(act, json.loads(detail).get("step", "")) for act, detail in rows]


def test_a_new_passphrase_opens_and_the_old_one_does_not(sheet: tuple[Workspace, str]) -> None:
    opened, code = sheet

    change_passphrase(opened, PASSPHRASE, NEW, cost=CHEAP)

    assert [opens(opened, secret) for secret in (NEW, code, PASSPHRASE)] == [True, True, False]
    assert acts(opened) == [("passphrase", "")]
    workspace.close(opened)
    workspace.close(workspace.unlock(opened.folder, NEW))


def test_the_encrypted_files_and_the_other_parts_of_the_key_file_are_not_touched(
    sheet: tuple[Workspace, str],
) -> None:
    opened, _ = sheet
    custodians = {"a" * 16: bytes([9]) + bytes(31), "b" * 16: bytes([9]) + bytes(31)}
    custody.entrust(
        opened.folder / KEYFILE, opened.key, opened.device, custodians, opened.around.random
    )
    encrypted = [opened.folder / name for name in ("fieldapp.db", "chunks.db")]
    before, parts = [file.read_bytes() for file in encrypted], read_parts(opened.folder / KEYFILE)

    change_passphrase(opened, PASSPHRASE, NEW, cost=CHEAP)

    assert [file.read_bytes() for file in encrypted] == before
    after = read_parts(opened.folder / KEYFILE)
    assert after.pop("passphrase") != parts.pop("passphrase")
    assert after == parts


def test_the_recovery_code_may_stand_for_the_passphrase_that_is_lost(
    sheet: tuple[Workspace, str],
) -> None:
    opened, code = sheet

    change_passphrase(opened, code, NEW, cost=CHEAP)

    assert opens(opened, NEW)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("not the one", NEW, WrongPassphrase),
        (PASSPHRASE, "short", PassphraseTooShort),
        (PASSPHRASE, "password", PassphraseTooCommon),
    ],
)
def test_what_is_refused_changes_nothing(
    amina: Workspace, old: str, new: str, error: type[Exception]
) -> None:
    before = (amina.folder / KEYFILE).read_bytes()

    with pytest.raises(error):
        change_passphrase(amina, old, new, cost=CHEAP)

    assert (amina.folder / KEYFILE).read_bytes() == before
    assert acts(amina) == []


@pytest.mark.parametrize("step", [WRITE, WRITTEN, REPLACED])
def test_cut_off_in_the_middle_either_the_old_one_opens_or_the_new_one(
    sheet: tuple[Workspace, str], step: str
) -> None:
    opened, code = sheet

    def cut_off(reached: str, file: Path) -> None:
        if (reached, file.name) == (step, KEYFILE):
            raise KeyboardInterrupt

    doomed = replace(opened, around=replace(opened.around, disk=cut_off))
    with pytest.raises(KeyboardInterrupt):
        change_passphrase(doomed, PASSPHRASE, NEW, cost=CHEAP)

    assert [opens(opened, secret) for secret in (PASSPHRASE, NEW)] in ([True, False], [False, True])
    assert opens(opened, NEW) == (step == REPLACED)
    assert opens(opened, code)


def test_on_a_full_disk_the_old_passphrase_stays(amina: Workspace) -> None:
    def full(reached: str, file: Path) -> None:
        if (reached, file.name) == (WRITTEN, KEYFILE):
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(DiskFull):
        change_passphrase(
            replace(amina, around=replace(amina.around, disk=full)), PASSPHRASE, NEW, cost=CHEAP
        )

    assert opens(amina, PASSPHRASE)
    assert acts(amina) == []


def test_a_new_sheet_voids_the_old_one_and_leaves_the_passphrase(
    sheet: tuple[Workspace, str],
) -> None:
    opened, old = sheet

    code = new_sheet(opened, cost=CHEAP)

    assert [opens(opened, secret) for secret in (code, PASSPHRASE, old)] == [True, True, False]
    assert acts(opened) == [("recovery", "sheet")]


def test_a_drill_tries_the_code_changes_nothing_and_is_remembered(
    sheet: tuple[Workspace, str],
) -> None:
    opened, code = sheet
    before = (opened.folder / KEYFILE).read_bytes()
    assert (sheet_state(opened).drill_on, sheet_state(opened).due) == (None, True)

    drill(opened, code.lower().replace("-", " "))

    today = opened.wall().date()
    state = sheet_state(opened)
    assert (state.made_on, state.drill_on, state.due) == (today, today, False)
    assert (opened.folder / KEYFILE).read_bytes() == before
    assert acts(opened) == [("recovery", "drill")]


def test_only_the_code_of_this_sheet_passes_a_drill(
    sheet: tuple[Workspace, str], make_workspace: MakeWorkspace
) -> None:
    opened, old = sheet
    other = make_workspace("Josef")
    new_sheet(opened, cost=CHEAP)

    for wrong in ("", PASSPHRASE, "A" * 32, old, new_sheet(other, cost=CHEAP)):
        with pytest.raises(WrongCode):
            drill(opened, wrong)

    assert sheet_state(opened).drill_on is None


@pytest.mark.parametrize(("days", "due"), [(179, False), (180, True)])
def test_after_half_a_year_a_drill_is_due_again(
    sheet: tuple[Workspace, str], days: int, due: bool
) -> None:
    opened, code = sheet
    now_ms = opened.around.wall_ms()
    drill(opened, code)

    around = replace(opened.around, wall_ms=lambda: now_ms + days * DAY_MS)

    assert sheet_state(replace(opened, around=around)).due is due


def test_a_new_sheet_has_not_been_tried(sheet: tuple[Workspace, str]) -> None:
    opened, code = sheet
    drill(opened, code)

    new_sheet(opened, cost=CHEAP)

    assert sheet_state(opened).due


def test_a_key_file_that_was_put_in_place_of_ours_changes_nothing(
    amina: Workspace, make_workspace: MakeWorkspace
) -> None:
    other = make_workspace("Josef")
    code = new_sheet(other, cost=CHEAP)
    (amina.folder / KEYFILE).write_bytes((other.folder / KEYFILE).read_bytes())

    with pytest.raises(WrongPassphrase):
        change_passphrase(amina, PASSPHRASE, NEW, cost=CHEAP)
    with pytest.raises(WrongCode):
        drill(amina, code)


def test_a_part_that_a_later_version_wrote_is_left_as_it_is(amina: Workspace) -> None:
    file = amina.folder / KEYFILE
    file.write_text(json.dumps(read_parts(file) | {"token": {"of": "a later version"}}))

    change_passphrase(amina, PASSPHRASE, NEW, cost=CHEAP)

    assert read_parts(file)["token"] == {"of": "a later version"}


@pytest.mark.parametrize("name", ["workspace_0_1_0/key.json", "key_0_3_0.json"])
def test_key_files_of_earlier_versions_open(name: str) -> None:
    assert len(read_key(FILES / name, PASSPHRASE)) == 32


def test_half_a_year_is_what_a_drill_is_good_for() -> None:
    assert recovery.DRILL_DAYS == 180
