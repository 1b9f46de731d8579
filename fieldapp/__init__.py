"""fieldapp: the ledger that a peace operation and the communities it serves share."""

__version__ = "0.6.3"
