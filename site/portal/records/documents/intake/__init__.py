"""What happens to a received file before it is stored: named, judged and, where it is a picture, made anew.

No HTTP, no models, no database. Importing this package loads nothing, since the child process does so too.
"""
