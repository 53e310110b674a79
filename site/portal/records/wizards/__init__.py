"""Published wizards: the immutable versions that applications stay on."""
