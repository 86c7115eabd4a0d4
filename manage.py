#!/usr/bin/env python
"""Django's command line. In a development copy it finds the settings that `make run` left in var/."""

import os
import sys
from pathlib import Path

CONFIGURATION = {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"}


def adopt_local_environment(path: Path) -> None:
    """Take the settings of `make run`, unless this environment brings any of its own."""
    if CONFIGURATION & os.environ.keys() or not path.is_file():
        return
    for line in path.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


def main() -> None:
    adopt_local_environment(Path(__file__).resolve().parent / "var" / "local.env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccsis.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
