"""The overview of plugins and services in the admin; here because it alone sees every layer and extension point."""
