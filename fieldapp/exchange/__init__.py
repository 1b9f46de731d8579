"""In and out: rows of other people's files become accepted values, or a reason why not.

Pure: rows and disclosed records in, values out. Storing them is for whoever calls; nothing here
opens a workspace.
"""
