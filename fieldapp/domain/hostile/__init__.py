"""What a paper or a file would tell somebody who finds it and means harm.

`told` is what stands there, as plain data: `council`, `table` and `sheet` take it from a paper, a
file and a record. `text` looks into words, `reading` judges all of it, `finding` is what comes out.
Nothing here hides anything: a name that no list and no title gives away is not found.
"""
