"""What the portal offers: one folder a plugin, independent of each other, importing only portal.sdk."""
