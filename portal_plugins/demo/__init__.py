"""A plugin to learn and to test with: services that succeed, are refused, and crash. Production leaves it out."""
