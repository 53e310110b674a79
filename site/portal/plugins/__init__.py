"""The plugin mechanism: configuration, discovery, registry, guard. It knows no word of the domain."""
