"""Reports: each module writes findings in one output format."""
