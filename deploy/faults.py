"""`make faults`: kill everything while forms are sent, and count what was lost or doubled.

People send messages, letters with a file, and abstracts with a co-author; each sends again until told that it was received. Meanwhile
web processes, the web server, the job worker and PostgreSQL are killed at random moments. Then:
everything that was acknowledged opens by its private link with its own text and file, there is one
row and one receipt for each, and everybody got their mail, once.
"""

import http.client
import random
import re
import shutil
import sys
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg

from deploy import children, places, port
from deploy.rig import EVENT, Rig
from deploy.terminal import reported, say

KILLS = 2_000
PEOPLE = 6
#: Seconds: younger forms are taken for a program's (`ccsis.intake.keys.HASTE`).
HASTE = 3.2
BOUNDARY = "a-made-up-boundary"
KEY = re.compile(r'name="form_key" value="([^"]+)"')
#: How often each is killed, out of a hundred.
VICTIMS = {"web process": 92, "web server": 2, "job worker": 4, "database": 2}
#: Seconds that the queue may take afterwards: killed jobs are taken up within a minute or two.
PATIENCE = 600
ORPHANS = """
mail_mail WHERE state = 'queued' AND id NOT IN (
    SELECT (args->>'mail_id')::bigint FROM procrastinate_jobs
    WHERE task_name LIKE '%deliver_mail' AND status IN ('todo', 'doing')
)
"""


@dataclass
class Tally:
    """What happened. faults: what must never happen, in words."""

    kills: Counter = field(default_factory=Counter)
    answers: Counter = field(default_factory=Counter)
    #: By marker, the path of the private page that its sender was sent to.
    acknowledged: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def message(key: str, marker: str) -> tuple[str, str]:
    """Body and type of a message."""
    form = {"form_key": key, "topic": "press", "message": text_of(marker), "email": address(marker)}
    return urlencode(form), "application/x-www-form-urlencoded"


def letter(key: str, marker: str) -> tuple[str, str]:
    """Body and type of a letter of interest with a file."""
    form = {"form_key": key, "text": text_of(marker), "email": address(marker)}
    form |= {"organisation": marker, "country": "Exampleland", "contact_person": "A made-up person"}
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in form.items()]
    pdf = f"%PDF-1.7\n{marker}\n%%EOF\n"
    parts.append(f'name="letter_file"; filename="{marker}.pdf"\r\n\r\n{pdf}')
    lines = [f"--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts]
    return f"{''.join(lines)}--{BOUNDARY}--\r\n", f"multipart/form-data; boundary={BOUNDARY}"


def abstract(key: str, marker: str) -> tuple[str, str]:
    """Body and type of an abstract with two authors, of whom one has an address."""
    form = {"form_key": key, "text": text_of(marker), "email": address(marker), "title": marker}
    form |= {"topic_choice": "other", "other_topic": "A made-up question", "author-count": "2"}
    for row in (0, 1):
        form |= {f"author-{row}-name": f"Author {row}", f"author-{row}-affiliations": "independent"}
    form |= {"author-1-email": address(f"co-{marker}"), "agrees_to_processing": "on"}
    return urlencode(form), "application/x-www-form-urlencoded"


def text_of(marker: str) -> str:
    return f"A made-up text of {marker}."


def address(marker: str) -> str:
    return f"{marker}@example.org"


#: What people send, and where.
FORMS = [
    ("/contact/", message),
    (f"/events/{EVENT}/partners/", letter),
    (f"/events/{EVENT}/abstract/", abstract),
]


class Person:
    """Somebody who sends the same kind of thing, one after the other, and does not give up."""

    def __init__(self, rig: Rig, tally: Tally, number: int, chance: random.Random):
        self.rig, self.tally, self.number, self.chance = rig, tally, number, chance
        self.path, self.write = FORMS[number % len(FORMS)]
        self.keys: deque[tuple[float, str]] = deque()
        self.count = 0

    def run(self, is_over: threading.Event) -> None:
        while not is_over.is_set():
            self.open_form()
            if self.keys and time.monotonic() - self.keys[0][0] > HASTE:
                self.send(self.keys.popleft()[1])

    def open_form(self) -> None:
        status, _, body = self.ask("GET", self.path)
        if status == 200 and (found := KEY.search(body)):
            self.keys.append((time.monotonic(), found[1]))

    def send(self, key: str) -> None:
        """Until it is acknowledged."""
        self.count += 1
        marker = f"{self.write.__name__}-{self.number}-{self.count}"
        body_and_type = self.write(key, marker)
        place = f"10.{self.number}.{self.count % 250}.1"
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            status, location, body = self.ask("POST", self.path, *body_and_type, place)
            self.tally.answers[status] += 1
            if status == 302:
                self.tally.acknowledged[marker] = location
                return
            if status not in (0, 502, 503) or (status == 503 and marker not in body):
                self.tally.faults.append(f"{marker} was answered with {status}")
                return
            time.sleep(self.chance.uniform(0.02, 0.2))
        self.tally.faults.append(f"{marker} was never acknowledged")

    def ask(self, method: str, path: str, body=None, content_type="", place="10.0.0.1"):
        """Status (0 for a connection that broke), location and text."""
        connection = http.client.HTTPConnection(port.HOST, self.rig.number, timeout=40)
        headers = {"Host": "localhost", "X-Forwarded-For": place}
        if body is not None:
            headers["Content-Type"] = content_type
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, answer.headers.get("Location", ""), text
        except (OSError, http.client.HTTPException):
            return 0, "", ""
        finally:
            connection.close()


def run(
    rig: Rig, *, kills: int, seed: int, longest_pause: float = 0.3, wait_for_mail: bool = True
) -> Tally:
    """Attack a running site. Everything that is random follows from the seed, but for the machine."""
    tally, is_over = Tally(), threading.Event()
    chance = random.Random(seed)  # noqa: S311 (no secret)
    people = [Person(rig, tally, n, random.Random(seed + n)) for n in range(1, PEOPLE + 1)]  # noqa: S311
    threads = [threading.Thread(target=person.run, args=[is_over]) for person in people]
    for thread in threads:
        thread.start()
    try:
        time.sleep(HASTE)
        for _ in range(kills):
            time.sleep(chance.uniform(0, longest_pause))
            kill_something(rig, tally, chance)
            rig.keep_job_worker()
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    check_pages(rig, tally, people[0])
    check_rows(rig, tally, wait_for_mail=wait_for_mail)
    return tally


def kill_something(rig: Rig, tally: Tally, chance: random.Random) -> None:
    [victim] = chance.choices(list(VICTIMS), list(VICTIMS.values()))
    tally.kills[victim] += 1
    if victim == "web process":
        rig.kill_web_worker(chance.choice)
    elif victim == "web server":
        rig.kill_web()
    elif victim == "job worker":
        rig.kill_job_worker()
    else:
        rig.restart_database()


def check_pages(rig: Rig, tally: Tally, person: Person) -> None:
    """What was acknowledged is there, and is what was sent."""
    for marker, path in tally.acknowledged.items():
        status, _, body = person.ask("GET", path)
        has_file = f"{marker}.pdf" in body
        is_whole = text_of(marker) in body and has_file == marker.startswith(letter.__name__)
        if status != 200 or not is_whole:
            tally.faults.append(f"{marker} was acknowledged and is missing ({status})")


def check_rows(rig: Rig, tally: Tally, *, wait_for_mail: bool) -> None:
    with psycopg.connect(rig.database.url, autocommit=True) as connection:

        def count(table: str) -> int:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

        abstracts = count("events_abstract")
        rows = count("contact_message") + count("events_partner") + abstracts
        receipts = count("mail_mail WHERE purpose = 'receipt'")
        if not rows == receipts == len(tally.acknowledged):
            text = f"{len(tally.acknowledged)} acknowledged, {rows} rows, {receipts} receipts"
            tally.faults.append(text)
        authors, told = (
            count("events_abstractauthor"),
            count("mail_mail WHERE purpose = 'co-author'"),
        )
        if (authors, told) != (2 * abstracts, abstracts):
            tally.faults.append(
                f"{abstracts} abstracts have {authors} authors, {told} of them told"
            )
        check_files(rig, tally, connection)
        if orphans := count(ORPHANS):
            tally.faults.append(f"{orphans} mails wait without a job")
        if wait_for_mail:
            wait_for_mails(rig, tally, lambda: count("mail_mail WHERE state <> 'sent'"))
    check_mailbox(rig, tally, is_complete=wait_for_mail)


def check_files(rig: Rig, tally: Tally, connection) -> None:
    """Each letter has its file, in the database and on the disk."""
    claimed = "SELECT stored_name FROM intake_upload WHERE owner_model = 'events.partner'"
    names = [name for (name,) in connection.execute(claimed)]
    letters = connection.execute("SELECT count(*) FROM events_partner").fetchone()[0]
    if len(names) != letters:
        tally.faults.append(f"{letters} letters have {len(names)} files")
    on_disk = {path.name for path in (rig.room / "private").rglob("*") if path.is_file()}
    if lost := [name for name in names if name.rpartition("/")[2] not in on_disk]:
        tally.faults.append(f"{len(lost)} files are not on the disk")


def wait_for_mails(rig: Rig, tally: Tally, left) -> None:
    def is_done() -> bool:
        rig.keep_job_worker()
        return left() == 0

    children.wait_until(is_done, lambda _: time.sleep(1), PATIENCE)
    if left():
        tally.faults.append(f"{left()} mails were not delivered")


def check_mailbox(rig: Rig, tally: Tally, *, is_complete: bool) -> None:
    for address, message_ids in rig.mailbox.message_ids.items():
        if len(set(message_ids)) > 1:
            tally.faults.append(f"{address} got {len(set(message_ids))} receipts")
        # Killed between the server's word and our commit: the same message again, known by its id.
        tally.answers["mails repeated with the same Message-ID"] += len(message_ids) - 1
    abstracts = [name for name in tally.acknowledged if name.startswith(abstract.__name__)]
    missing = len(tally.acknowledged) + len(abstracts) - len(rig.mailbox.message_ids)
    if is_complete and missing:
        tally.faults.append(f"{missing} receipts did not arrive")


def report(tally: Tally) -> None:
    say(f"Acknowledged: {len(tally.acknowledged)}")
    for name, count in sorted(tally.kills.items()):
        say(f"Killed: {name}, {count} times")
    names = {0: "connections that broke", 302: "received", 503: "busy, text given back"}
    for answer, count in sorted(tally.answers.items(), key=str):
        say(f"Answers: {names.get(answer, answer)}, {count}")
    for fault in tally.faults or ["none"]:
        say(f"Lost or doubled: {fault}")


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    seed = random.randrange(1_000_000)  # noqa: S311
    room = places.var() / "faults"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    say(f"{kills} kills, seed {seed}")
    try:
        with Rig(room) as rig:
            tally = run(rig, kills=kills, seed=seed)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    report(tally)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(reported(main))
