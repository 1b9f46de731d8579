"""A real hub is set back to a copy of its folder, twice, while the laptops go on."""

import shutil
from pathlib import Path

from tests.cli.conftest import POSIX
from tests.faults.conftest import Field, all_agree, put, sync
from tests.faults.processes import HubProcess

pytestmark = POSIX


def test_a_hub_that_is_restored_twice_while_others_go_on_gets_everything_back(
    field: Field, hub: HubProcess, tmp_path: Path
) -> None:
    backup = tmp_path / "copy of the hub"
    saved = {*put(field.founder, "before")}
    sync(field.founder, hub.url)
    sync(field.officer, hub.url)
    hub.kill()
    shutil.copytree(hub.data, backup)
    hub.start()

    for turn in ("first", "second"):
        for laptop in (field.founder, field.officer):
            saved |= {*put(laptop, f"{turn} {laptop.name} a", f"{turn} {laptop.name} b")}
            sync(laptop, hub.url)
        hub.kill()
        shutil.rmtree(hub.data)
        shutil.copytree(backup, hub.data)
        hub.start()
        saved |= {*put(field.officer, f"{turn} after")}
        sync(field.officer, hub.url)  # goes on before whoever knows more comes

    for laptop in (field.founder, field.officer, field.founder):
        sync(laptop, hub.url)
    all_agree(field, saved)
