"""How the papers beside the council's own look: one module for each, of its name.

What stands on them was chosen, and withheld, in `domain.papers`; nothing here looks at a record.
"""
