"""Papers: PDF files made from disclosed data. Nothing here decides what a reader may see."""
