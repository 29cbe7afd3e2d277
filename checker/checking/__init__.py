"""Checking: what a rule is, how rules are found, and the engine that runs them."""
