"""The platform: always on. Layers are described in docs and enforced by import-linter."""
