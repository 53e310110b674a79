"""The public API for plugins and content: one module a subject, everything else may change.

``extension_points`` lists what a plugin can provide.
"""
