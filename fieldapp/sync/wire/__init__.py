"""What travels, byte for byte: packs, feeds and their marks, requests and replies, and HTTP.

Formats with a version and a history; nothing here knows a workspace.
"""
