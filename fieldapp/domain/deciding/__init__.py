"""Who may decide what, and which step follows which. Asked before a save; never of what arrives."""
