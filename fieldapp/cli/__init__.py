"""The command line: parse, call, print. One module per subject; `app` puts them together.

It drives everything that the desktop does, for tests, administrators and batch printing. Rules,
storing and drawing are on the floors below; the desktop and the hub are handed in as openers.
"""
