"""Small named values of a workspace: device keys, mission, hub address. No record's value."""

from sqlite_utils import Database


def read(db: Database, name: str, default: str = "") -> str:
    """Return the value, or ``default`` where it was never set."""
    row = db.conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else default


def write(db: Database, name: str, value: str) -> None:
    """Set the value; part of the transaction that is open."""
    db.conn.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        " WHERE setting.value IS NOT excluded.value",
        [name, value],
    )
