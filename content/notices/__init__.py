"""Notices of the whole site or of a section: written by editors, shown above the pages, put away by readers."""
