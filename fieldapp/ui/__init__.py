"""The desktop: every window, page and widget, and the only part that knows Qt.

No rule about records and no SQL is here: those are `fieldapp.domain` and `fieldapp.store`.
"""
