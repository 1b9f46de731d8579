"""Showing what can point to a person: for a reason, for some minutes, with a second person where
the mission says so, and without the key where a life is in danger. All of it is noted and told."""
