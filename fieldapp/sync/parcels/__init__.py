"""From laptop to laptop without a hub: parcels on a stick, and two laptops that meet in a network.

`parcel` is the format, `handing` what goes in and what becomes of it, `carrying` what is taken on
for others, `stick` the disk; `meeting`, `talk`, `host`, `guest` and `lan` do it over a network.
"""
