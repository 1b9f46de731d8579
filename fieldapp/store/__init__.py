"""One encrypted SQLite file per workspace: facts first, records worked out from them.

The only package of the laptop that speaks SQL. Nothing here knows HTTP, paper or a window.

sqlite-utils asks for `pysqlite3` before it takes Python's own `sqlite3`. Giving it SQLCipher's
module under that name, before it is first imported, makes it catch SQLCipher's exceptions, not
those of a module it does not talk to.
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
