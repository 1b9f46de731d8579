"""What papers there are, and what somebody asks for who orders one. How they look is `reports`."""
