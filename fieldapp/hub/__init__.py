"""The hub: an ordered, hash-chained shelf of sealed packs, and who may take from it.

It never opens a pack and holds no key that could. Laptops do not need to trust it with anything but
keeping: what it drops, changes or reorders shows in the chain and in the signatures.
"""
