"""The README is true: what it names exists.

CI runs its commands in a fresh clone (tests/deploy/rehearsal.py, tests/deploy/production.py).
"""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

README = (settings.BASE_DIR / "README.md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


def test_it_stays_short():
    assert len(README.splitlines()) < 200


@pytest.mark.parametrize("path", re.findall(r"\| `([a-z/]+)`", README))
def test_the_map_names_what_is_there(path):
    assert (settings.BASE_DIR / path).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_each_make_command_exists(target):
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "manage.py" in line])
def test_each_management_command_takes_what_it_is_given(line):
    # Split as the rehearsals do, without a shell: a remark behind the command would be its arguments.
    name, *arguments = line.split("manage.py ")[1].split()
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


@pytest.mark.parametrize("variable", re.findall(r"^\| `([A-Z_]+)`", README, re.MULTILINE))
def test_each_variable_is_read(variable):
    sources = [settings.BASE_DIR / "ccsis/settings.py", settings.BASE_DIR / "deploy/gunicorn.py"]
    assert any(variable in source.read_text() for source in sources)


def test_the_screenshot_is_there():
    assert (settings.BASE_DIR / ".readme/home.png").is_file()
