"""Type on paper: every script shaped, every direction right, every font embedded.

Why our own: ReportLab prints Arabic words in the wrong order and Persian digits backwards, and
writes no usable text behind shaped glyphs. So ReportLab lays out pages and tables here, and
nothing else. What is said goes this way:

    spans     what a text says: fixed words, bold, values from records
    bidi      which way each character runs (bidi_rules holds the inner half)
    scripts   which script each character is of
    fonts     which font can write it, and the shapes that HarfBuzz makes of it
    breaking  where a line may end, and what is never parted
    setting   words, gaps and lines
    reading   in which order other programs find what is on a line
    text      a block on a page
    canvas    the page content of a PDF file
    embedding the fonts of a PDF file
"""
