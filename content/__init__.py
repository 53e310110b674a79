"""The public pages: what editors write and everyone reads. Services are reached by key, through portal.sdk only."""
