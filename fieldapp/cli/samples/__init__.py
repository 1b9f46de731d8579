"""One sample paper, drawn by us and by others, so that `bench papers` can measure them.

`content` says what stands on it; each of the other modules draws it with one program; `draw` runs
in a process of its own and tells what that took. Nothing here needs more than its own program, so
that a Python which has only that program can run it.
"""
