"""The public pages: what editors write and everyone reads. Services are named by key and reached through portal.sdk only."""
