"""The pages of the main window, one module each. Each gets the session and says what it wants."""
