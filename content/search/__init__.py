"""The search of the public site: pages, services and documents that everybody may see."""
