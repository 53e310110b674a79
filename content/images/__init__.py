"""Uploaded pictures on the public pages: the sizes that are made of each, when, and how a page finds them."""
