"""Snow days: an example that uses every extension point from outside the project."""
