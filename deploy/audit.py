"""`make audit`: what takes long to judge. Lighthouse on a phone's terms, five times a page, and what an article weighs.

The site is served as in production (gunicorn, compressed static files, DEBUG off), but over HTTP on this machine, with
the demonstration in a database that is thrown away. No timing decides: Lighthouse's performance is told, not judged.
"""

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import children, judges, places, port, run, test, weight
from deploy.terminal import Failure, complain, reported, say

RUNS = 5
#: A busy machine now and then loses a browser's trace; that is no verdict.
TRIES = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
JUDGED = CATEGORIES[1:]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: As in the suite: no sandbox, since CI runs as root, and nothing that would call home.
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARTICLE = re.compile(r'<a href="(/articles/[^"?]+/)"')


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    #: What does not concern it.
    skipped: tuple[str, ...] = ()


PAGES = [
    Page("home", "/"),
    Page("article", "/articles/read-the-communique-backwards/"),
    Page("report with tables", "/articles/one-shipment-two-numbers/"),
    Page("list", "/articles/"),
    # Search engines are to read the pieces, not what a search finds, so it tells them so.
    Page("search", "/search/?q=river", skipped=("is-crawlable",)),
]


def main() -> int:
    signals = children.StopSignals()
    judges.install(signals, for_audit=True)
    browser = _browser()
    with served(signals) as origin:
        failures = [*judge_pages(origin, browser, signals), *weigh_articles(origin, browser)]
    for failure in failures:
        complain(f"Failed: {failure}")
    return 1 if failures else 0


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not (found and shutil.which("node")):
        raise Failure(f"The audit needs node and one of {', '.join(BROWSERS)} on PATH.")
    return found


@contextmanager
def served(signals: children.StopSignals) -> Iterator[str]:
    """The site with its demonstration and with all pictures rendered; gives its address."""
    places.var().mkdir(parents=True, exist_ok=True)
    with test.database_url(signals) as url, tempfile.TemporaryDirectory(dir=places.var()) as room:
        number = _free_port()
        settings = {"DEVELOPMENT": "1", "DEBUG": "", "DATABASE_URL": url, "VAR_DIR": room}
        environment = os.environ | settings | {"BIND": f"{port.HOST}:{number}"}
        environment |= {"PORT": str(number), "WEB_LOG_LEVEL": "warning"}
        run.prepare(environment, signals)
        _finish_jobs(environment, signals)
        register = children.Register(Path(room) / "children.json")
        with run.Service("web server", run.WEB, environment, register) as web:
            web.start()
            run.wait_for_answer(number, web, signals)
            yield f"http://localhost:{number}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((port.HOST, 0))
        return probe.getsockname()[1]


def _finish_jobs(environment: dict[str, str], signals: children.StopSignals) -> None:
    command = [*run.MANAGE, "procrastinate", "worker", "--one-shot", "--concurrency=2"]
    child = children.start(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        if signals.wait_for(child):
            raise Failure("The jobs of the demonstration failed; their words are above.")
    finally:
        children.stop(child, grace=10)


# Lighthouse


def judge_pages(origin: str, browser: str, signals: children.StopSignals) -> list[str]:
    """Print the medians of each page; returns what is under 100 and should not be."""
    say(f"{'':20}" + "".join(f"{name:>16}" for name in CATEGORIES))
    failures = []
    for page in PAGES:
        rounds = [_visited(page, origin, browser, signals) for _ in range(RUNS)]
        medians = {name: statistics.median(one[name] for one in rounds) for name in CATEGORIES}
        say(f"{page.name:20}" + "".join(f"{medians[name]:16.0f}" for name in CATEGORIES))
        findings = sorted({finding for one in rounds for finding in one["findings"]})
        failures += [f"{page.name}: {name}" for name in JUDGED if medians[name] < 100]
        for finding in findings:
            say(f"    {finding}")
    return failures


def _visited(page: Page, origin: str, browser: str, signals: children.StopSignals) -> dict:
    for _ in range(TRIES):
        if scores := _scores(page, origin, browser, signals):
            return scores
    raise Failure(f"Lighthouse could not visit {page.path}; its words are above.")


def _scores(page: Page, origin: str, browser: str, signals: children.StopSignals) -> dict | None:
    """One visit: a score from 0 to 100 for each category, and what took points; None if it failed."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        options = [f"--output-path={answer}", "--output=json", "--quiet"]
        options += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"]
        options += [f"--skip-audits={','.join(page.skipped)}"] if page.skipped else []
        command = ["node", str(judges.path(judges.LIGHTHOUSE)), origin + page.path, *options]
        command.append(f"--chrome-flags={' '.join(FLAGS)}")
        child = children.start(command, env=os.environ | {"CHROME_PATH": browser})
        try:
            failed = signals.wait_for(child)
        finally:
            children.stop(child, grace=5, group=True)
        return None if failed else _read(json.loads(answer.read_text()))


def _read(answer: dict) -> dict:
    categories = answer["categories"]
    scores = {name: 100 * (categories[name]["score"] or 0) for name in CATEGORIES}
    return scores | {"findings": [f for name in CATEGORIES for f in _findings(answer, name)]}


def _findings(answer: dict, category: str) -> Iterator[str]:
    for part in answer["categories"][category]["auditRefs"]:
        found = answer["audits"][part["id"]]
        if part["weight"] and found["score"] is not None and found["score"] < 0.9:
            yield f"{category}: {found['title']} {found.get('displayValue', '')}".rstrip()


# Weight


def weigh_articles(origin: str, browser: str) -> list[str]:
    """Print what each English article weighs; returns those that weigh too much.

    Letters that English does not have come with a name, in a small file of their own, and are told beside it.
    """
    say(f"\n{'without photographs':50}{'width':>6}{'requests':>10}{'bytes':>8}{'letters':>9}")
    failures = []
    addresses = [origin + path for path in english_articles(origin)]
    for address, width, loads in weight.of(addresses, browser, FLAGS):
        letters = [load for load in loads if load.is_of_other_letters]
        english = [load for load in loads if load not in letters]
        total, extra = (sum(load.size for load in some) for some in (english, letters))
        path = address.removeprefix(origin)
        say(f"{path:50}{width:6}{len(english):10}{total:8,}{extra:9,}")
        if len(english) > weight.MOST_REQUESTS or total > weight.MOST_BYTES:
            failures.append(f"{path} at {width} px: {', '.join(map(str, loads))}")
    return failures


def english_articles(origin: str) -> list[str]:
    pages = {path: _text(origin + path) for path in ARTICLE.findall(_text(f"{origin}/articles/"))}
    return sorted(path for path, text in pages.items() if '<h1 lang="' not in text)


def _text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 (our own server)
        return response.read().decode()


if __name__ == "__main__":
    sys.exit(reported(main))
