"""Files that people hand in as evidence."""
