"""One request for all style sheets of a page, and nothing lost on the way."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from ccsis.lib.stylesheets import BundlingStorage, bundled, condensed

LIBRARIES = ["admin", "django_prose_editor", "js", "mfa", "account", "pictures"]
FILES = {
    "css/site.css": '@layer a, b;\n@import "one.css";\n@import "two.css";\n',
    "css/one.css": "@layer a { p { color: red; } }\n",
    "css/two.css": '@import "three.css";\nq { color: blue; }\n',
    "css/three.css": "b { color: black; }\n",
}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder after collectstatic, with the present sources; without those of libraries, which are many."""
    root = tmp_path_factory.mktemp("static")
    backend = f"{BundlingStorage.__module__}.{BundlingStorage.__qualname__}"
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=LIBRARIES)
    return root


def test_what_a_style_sheet_imports_stands_in_its_place():
    assert bundled("css/site.css", FILES.__getitem__) == (
        "@layer a, b;\n@layer a { p { color: red; } }\nb { color: black; }\nq { color: blue; }\n"
    )


def test_comments_and_indents_are_for_people():
    text = "/* Why. */\n@layer a {\n  p { color: red; } /* Not\n  blue. */\n\n  b { margin: 0 1px; }\n}\n"
    assert condensed(text) == "@layer a {\np { color: red; }\nb { margin: 0 1px; }\n}\n"


def test_an_import_from_another_folder_is_left_to_the_browser():
    text = '@import "../other/one.css";\n@import url("https://example.org/two.css");\n'
    assert bundled("css/site.css", {"css/site.css": text}.__getitem__) == text


@pytest.mark.parametrize("name", ["site", "desk"])
def test_a_page_asks_for_one_style_sheet(collected, name):
    (hashed,) = [
        path
        for path in (collected / "css").glob(f"{name}.*.css")
        if re.fullmatch(rf"{name}\.[0-9a-f]+\.css", path.name)
    ]
    text = hashed.read_text()
    assert "@import" not in text
    assert re.search(r"fonts/text-latin\.[0-9a-f]+\.woff2", text)
    assert (collected / "css" / f"{hashed.name}.br").exists()


def test_each_part_is_in_the_bundle(collected):
    site = (collected / "css" / "site.css").read_text()
    parts = re.findall(r'@import "([\w-]+)\.css"', Path(finders.find("css/site.css")).read_text())
    assert len(parts) > 1
    for part in parts:
        text = Path(finders.find(f"css/{part}.css")).read_text()
        assert condensed(text).strip() in site, part
