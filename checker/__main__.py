"""``python -m checker``: the same as ``copydesk``."""

from checker.cli import main

main()
