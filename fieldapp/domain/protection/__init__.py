"""What follows from an incident and its rows, for whoever may read them."""
