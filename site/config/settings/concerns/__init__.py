"""One file a concern of the settings. A file reads the environment for its own concern and for nothing else."""
