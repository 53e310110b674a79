"""The builder's screens in the Wagtail admin: a wizard's draft, its publication, its preview, its map."""
