"""What the Nu HTML checker says of every page, style sheet and drawing."""

import json
import subprocess

import pytest
from django.conf import settings as django_settings
from django.test import Client

from ccsis.lib.stylesheets import bundled
from tests import pages

STYLES = django_settings.BASE_DIR / "static/css"
DRAWINGS = ["static/img", "articles/demo/pictures"]


def complaints(nu, files, *options) -> list[str]:
    """What it finds in all these files, warnings too, each with its place."""
    command = [*nu, "--format", "json", "--exit-zero-always", *options, *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return [_in_a_line(found) for found in json.loads(answer.stderr)["messages"]]


def _in_a_line(found: dict) -> str:
    place = f"{found.get('url', '').rpartition('/')[2]}:{found.get('lastLine', '')}"
    return f"{place} {found['message']} {found.get('extract', '')!r}"


@pytest.fixture
def written(transactional_db, jobs, settings, tmp_path):
    """Every kind of page, each in a file."""
    settings.ROOT_URLCONF = pages.ADDRESSES
    client = Client(raise_request_exception=False)
    files = []
    for number, path in enumerate(pages.make_every_kind_of_page(pages.make_english_piece())):
        file = tmp_path / f"{number}-{path.strip('/').partition('?')[0].replace('/', '-')}.html"
        file.write_bytes(client.get(path).content)
        files.append(file)
    return files


def test_every_page_is_valid_html(nu, written):
    assert complaints(nu, written) == []


def test_every_style_sheet_is_valid_css(nu, tmp_path):
    """As it is served: in one file."""
    for name in ("site.css", "account.css", "desk.css"):
        (tmp_path / name).write_text(bundled(name, lambda part: (STYLES / part).read_text()))
    assert complaints(nu, tmp_path.glob("*.css"), "--css") == []


def test_every_drawing_is_valid_svg(nu):
    files = [
        file
        for folder in DRAWINGS
        for file in sorted((django_settings.BASE_DIR / folder).glob("**/*.svg"))
    ]
    assert complaints(nu, files, "--svg") == []
