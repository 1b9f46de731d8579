"""The PDF file itself: what its content means, what it says about itself, how it is written.

Knows nothing of papers, and nothing of how text is set.
"""
