"""Papers made from a workspace: one module for each sort in `domain.papers.sorts`, of its name.

Each has ``prepare(workspace, order)``, which chooses what stands on the paper and draws nothing;
`making` draws what was prepared, after a look at what it tells.
"""
