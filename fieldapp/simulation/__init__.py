"""A whole mission in one process, with everything going wrong, the same each time for a seed.

The real laptops and the real hub, on real encrypted files, behind four seams: clock, randomness,
network and disk. A seed decides every step and every fault; `oracle` says in the end whether all
that was promised was kept. Knows both hub and laptop, so it stands above them.
"""
