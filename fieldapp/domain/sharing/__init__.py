"""What a data-sharing agreement lets out: records up to a level, or counts that point to nobody."""
