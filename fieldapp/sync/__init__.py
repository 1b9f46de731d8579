"""Between laptops: who is in the mission, sealed packs of facts, one round with a hub.

Nothing here knows SQL, a window or a server. Why it is made so: a fact is immutable and has an id,
so every step may be repeated, lost or cut, and the next round goes on from what is really there.
"""
