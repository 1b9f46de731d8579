"""The vault is made whenever the code of the recovery sheet is known; nothing else opens it."""

from pathlib import Path

import pytest

from fieldapp.store import vault, workspace
from fieldapp.store.database import writing
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.workspace import Workspace, create, unlock
from tests.store.conftest import CHEAP, PASSPHRASE


def opens(laptop: Workspace, code: str) -> bool:
    found = vault.vault_of(laptop.db)
    assert found is not None
    try:
        private = vault.private_key(found, code)
    except WrongPassphrase:
        return False
    return vault.unlock(private, vault.lock(found.public, b"keys")) == b"keys"


def without_vault(laptop: Workspace) -> None:
    """As fieldapp 0.3 made it."""
    with writing(laptop.db, laptop.file):
        laptop.db.conn.execute("DELETE FROM setting WHERE name = 'vault'")
    workspace.close(laptop)


def test_a_new_workspace_has_one_for_its_sheet(tmp_path: Path) -> None:
    laptop, code = create(tmp_path / "w", PASSPHRASE, "Amina", cost=CHEAP)
    assert opens(laptop, code)
    assert opens(laptop, code.lower().replace("-", " "))
    assert not opens(laptop, PASSPHRASE)
    other, other_code = create(tmp_path / "o", PASSPHRASE, "Amina", cost=CHEAP)
    assert not opens(laptop, other_code)
    for each in (laptop, other):
        workspace.close(each)


def test_an_older_workspace_gets_one_when_its_code_is_typed(tmp_path: Path) -> None:
    laptop, code = create(tmp_path / "w", PASSPHRASE, "Amina", cost=CHEAP)
    without_vault(laptop)
    with_passphrase = unlock(tmp_path / "w", PASSPHRASE)
    assert vault.vault_of(with_passphrase.db) is None
    workspace.close(with_passphrase)

    laptop = unlock(tmp_path / "w", code)

    assert opens(laptop, code)
    first = vault.vault_of(laptop.db)
    workspace.close(laptop)
    laptop = unlock(tmp_path / "w", code)
    assert vault.vault_of(laptop.db) == first  # once
    workspace.close(laptop)


def test_a_passphrase_of_as_many_letters_is_not_taken_for_the_code(tmp_path: Path) -> None:
    alike = "WATER WATER WATER WATER WATER WATER WA"
    laptop, _code = create(tmp_path / "w", alike, "Amina", cost=CHEAP)
    without_vault(laptop)
    laptop = unlock(tmp_path / "w", alike)
    assert vault.vault_of(laptop.db) is None
    workspace.close(laptop)


def test_what_was_locked_into_another_vault_stays_locked(tmp_path: Path) -> None:
    laptop, code = create(tmp_path / "w", PASSPHRASE, "Amina", cost=CHEAP)
    found = vault.vault_of(laptop.db)
    assert found is not None
    with writing(laptop.db, laptop.file):
        vault.begin(laptop.db, code, CHEAP)  # the same code, another pair
    later = vault.vault_of(laptop.db)
    assert later is not None
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault.private_key(later, code), vault.lock(found.public, b"keys"))
    workspace.close(laptop)
