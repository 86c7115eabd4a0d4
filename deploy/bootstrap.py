"""Finds a Python that is new enough and hands over to environment.py.

This one file must be readable by old Pythons too, so that they can say what is missing.
"""

import os
import subprocess
import sys

NEEDED = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")
REFUSAL = (
    "Python 3.11 or newer is needed; this one is %d.%d. Choose one: make PYTHON=python3.11 ...\n"
)


def is_new_enough(python):
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([python, "-c", question], stderr=nowhere) == 0


def pythons():
    """Everything on PATH that calls itself a Python 3, the preferred versions first."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    paths = [os.path.join(folder, name) for name in NAMES for folder in folders]
    return [path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)]


def main():
    if sys.version_info < NEEDED:
        for python in pythons():
            if is_new_enough(python):
                os.execv(python, [python] + sys.argv)  # noqa: RUF005 (old Pythons read this)
        sys.stderr.write(REFUSAL % sys.version_info[:2])
        return 1
    # The script's own folder must not be searched: it has names such as gunicorn.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from deploy import environment

    return environment.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
