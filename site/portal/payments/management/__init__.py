"""Commands of the payments layer."""
