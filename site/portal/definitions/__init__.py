"""Low-code: a wizard as data, its rules, its field types, and how a definition is published."""
