"""Finished public pages, answered for without entering Django, and dropped when what they show changes."""
