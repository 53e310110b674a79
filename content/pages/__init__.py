"""The page types, one module each. What they share is in content.pages.base."""
