"""Repairing: which fixes are made together, until nothing changes."""
