"""The map: how it lies on a plane, what is drawn on it, and the table of the same places."""
