"""``python -m checker``: the same as ``copydesk``."""

from checker.faces.cli import main

if __name__ == "__main__":
    main()
