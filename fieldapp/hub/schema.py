"""Where the hub's tables are gathered; each module declares its own."""

import sqlalchemy as sa

TABLES = sa.MetaData()
"""Every table of a hub. A module that adds one is named in `engine`."""
