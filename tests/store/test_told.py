"""What partners were told of a month is kept with the workspace, kind by kind."""

from fieldapp.domain.sharing.control import Sort
from fieldapp.store.told import remember, told_before
from fieldapp.store.workspace import Workspace

OCTOBER = Sort("2026-10", "threat", aloud=True)
NOVEMBER = Sort("2026-11", "threat", aloud=False)


def test_what_was_told_is_read_back_and_the_newest_takes_its_place(amina: Workspace) -> None:
    assert told_before(amina, "incident") == {}

    remember(amina, "incident", {OCTOBER: {("KE", "KE01"): 7, ("KE", "KE01", ""): 9}})
    remember(amina, "feedback", {OCTOBER: {("KE",): 5}})
    told = {OCTOBER: {("KE", "KE01"): 12}, NOVEMBER: {("KE", "KE01", "KE0101", "hotline"): 6}}
    remember(amina, "incident", told)

    assert told_before(amina, "incident") == told
    assert told_before(amina, "feedback") == {OCTOBER: {("KE",): 5}}
