"""The judges from npm: locked, installed once, and missed with a word."""

import json
import os
import time

import pytest

from deploy import judges
from deploy.terminal import Failure

NPM = """#!/bin/sh
echo "$@" >> "$CALLS"
[ -z "$FAILING" ] || exit 1
mkdir -p node_modules/axe-core && echo axe > node_modules/axe-core/axe.min.js
"""


class Quiet:
    """Signals that never come."""

    wait = staticmethod(time.sleep)

    @staticmethod
    def wait_for(child):
        return child.wait()


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """An npm that notes how it was called; gives the calls."""
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(NPM)
    program.chmod(0o755)
    calls = tmp_path / "calls"
    calls.touch()
    monkeypatch.setenv("PATH", f"{program.parent}:{os.defpath}")
    monkeypatch.setenv("CALLS", str(calls))
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    return lambda: calls.read_text().splitlines()


def lock():
    return json.loads((judges.SOURCE / "package-lock.json").read_text())["packages"]


def test_the_lock_pins_with_hashes_and_names_no_registry():
    packages = {name: entry for name, entry in lock().items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_they_are_installed_once_and_without_running_their_scripts(npm):
    judges.install(Quiet)
    judges.install(Quiet)
    (call,) = npm()
    assert call.startswith("ci --ignore-scripts ")
    assert call.endswith(" --omit=dev")
    assert judges.path(judges.AXE).read_text() == "axe\n"
    assert judges.path(judges.NU) is None


def test_the_audit_brings_lighthouse_and_the_suite_keeps_it(npm):
    judges.install(Quiet)
    judges.install(Quiet, for_audit=True)
    judges.install(Quiet)
    assert ["--omit=dev" in call for call in npm()] == [True, False]


def test_another_lock_is_installed(npm, tmp_path, monkeypatch):
    judges.install(Quiet)
    changed = tmp_path / "changed"
    changed.mkdir()
    for name in judges.FILES:
        (changed / name).write_text((judges.SOURCE / name).read_text() + "\n")
    monkeypatch.setattr(judges, "SOURCE", changed)
    judges.install(Quiet)
    assert len(npm()) == 2


def test_a_failure_is_told_and_tried_again_next_time(npm, monkeypatch):
    monkeypatch.setenv("FAILING", "1")
    with pytest.raises(Failure, match="npm's log is "):
        judges.install(Quiet)
    monkeypatch.setenv("FAILING", "")
    judges.install(Quiet)
    assert len(npm()) == 2


def test_without_npm_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="npm is not on PATH"):
        judges.install(Quiet)
