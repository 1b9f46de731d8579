"""What a community's records add up to: who was heard, when people can come, who has power."""
