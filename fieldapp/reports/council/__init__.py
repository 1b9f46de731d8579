"""The twelve parts of the council's paper, in the order in which they are read aloud.

Each part is a function from a `Sheet` and a `CouncilPaper` to blocks. What stands in the paper was
chosen and disclosed before; pages are made in ``joint_review``.
"""
