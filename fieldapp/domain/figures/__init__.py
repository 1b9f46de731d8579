"""Figures worked out from records, each with the records behind it: ownership, equity, results.

None of them is stored. People are counted only as far as `small_counts` lets them be shown.
"""
