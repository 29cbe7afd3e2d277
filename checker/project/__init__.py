"""A project: its options, configuration, files, repository and baseline."""
