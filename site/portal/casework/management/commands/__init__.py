"""Commands that tell what staff see on their screens."""
