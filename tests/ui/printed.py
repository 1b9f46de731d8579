"""What a paper says, read while the window may be drawing its pages in another thread."""

from fieldapp.ui.pdf_pages import opened


def words_of(paper: bytes) -> str:
    """Return the words of a PDF, a page to a line."""
    with opened(paper) as document:
        return "\n".join(each.get_textpage().get_text_bounded() for each in document)
