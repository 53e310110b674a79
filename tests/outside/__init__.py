"""A plugin from outside the project, and what is seen of the portal with it and without it."""
