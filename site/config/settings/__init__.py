"""Settings by environment: dev, test and production each build on base, which gathers one file a concern."""
