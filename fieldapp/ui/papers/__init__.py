"""The page of papers: what is asked for, how it goes out, and a second person's release."""
