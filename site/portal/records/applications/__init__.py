"""Applications: drafts, what was submitted, what happened to it and how it was decided."""
