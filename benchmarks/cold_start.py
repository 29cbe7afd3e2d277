"""Wall time of a cold ``copydesk check`` on one article against that of importing its command line's libraries.

    python benchmarks/cold_start.py [ROUNDS]

Runs both in turn and prints the medians in milliseconds and their ratio.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ARTICLE = Path(__file__).parent.parent / "seeds" / "flawed" / "pentagon-airstrike.md"
COMMANDS = {
    "copydesk check": [sys.executable, "-m", "checker", "check", "--exit-zero", str(ARTICLE)],
    "import typer, rich.console": [sys.executable, "-c", "import typer, rich.console"],
}


def main(rounds: int = 10) -> None:
    """Time both commands in turn."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            start = perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[name].append(1000 * (perf_counter() - start))
    check, imports = (median(values) for values in times.values())
    print(f"copydesk check {check:.0f} ms, import typer, rich.console {imports:.0f} ms: {check / imports:.2f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
