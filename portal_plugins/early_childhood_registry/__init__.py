"""The early-childhood professional registry: joining it, with what its verifiers settle item by item."""
