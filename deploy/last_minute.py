"""Two hundred abstracts in the last minute before a deadline, while web processes are killed.

Everybody sends at once and again until told that it was received. Then: each is there once, counts
as in time, and has one receipt.
"""

import random
import threading
import time

import psycopg

from deploy.faults import HASTE, Person, Tally, abstract, check_pages
from deploy.rig import EVENT, Rig

PEOPLE = 200
KILLS = 20
#: So many send at the same moment: what the machine's own server holds in its queue.
AT_ONCE = 40
MINUTE = 60
PATH = f"/events/{EVENT}/abstract/"


def run(rig: Rig, *, seed: int) -> Tally:
    """On a running site, besides whatever was sent before."""
    tally, chance = Tally(), random.Random(seed)  # noqa: S311 (no secret)
    senders = [_sender(rig, tally, number) for number in range(1, PEOPLE + 1)]
    for sender in senders:
        sender.open_form()
    time.sleep(HASTE)
    rig.close_call_in(MINUTE)
    gate = threading.Semaphore(AT_ONCE)
    threads = [threading.Thread(target=_send, args=[sender, gate]) for sender in senders]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.1, 0.6))
        rig.kill_web_worker(chance.choice)
        tally.kills["web process"] += 1
    for thread in threads:
        thread.join()
    check_pages(rig, tally, senders[0])
    _check_rows(rig, tally)
    return tally


def _sender(rig: Rig, tally: Tally, number: int) -> Person:
    sender = Person(rig, tally, number, random.Random(number))  # noqa: S311
    sender.path, sender.write = PATH, abstract
    # Their markers are not those of earlier senders.
    sender.count = 10_000
    return sender


def _send(sender: Person, gate: threading.Semaphore) -> None:
    with gate:
        if sender.keys:
            sender.send(sender.keys.popleft()[1])
        else:
            sender.tally.faults.append(f"{sender.number} got no form")


def _check_rows(rig: Rig, tally: Tally) -> None:
    markers = list(tally.acknowledged)
    with psycopg.connect(rig.database.url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT title, state, id FROM events_abstract WHERE title = ANY(%s)", [markers]
        ).fetchall()
        keys = [key for _title, _state, key in rows]
        receipts = connection.execute(
            "SELECT count(*) FROM mail_mail WHERE purpose = 'receipt'"
            " AND about_model = 'events.abstract' AND about_pk = ANY(%s)",
            [keys],
        ).fetchone()[0]
    states = {state for _title, state, _key in rows}
    if not (len(rows) == len({title for title, *_ in rows}) == receipts == len(markers)):
        tally.faults.append(f"{len(markers)} acknowledged, {len(rows)} rows, {receipts} receipts")
    if states != {"submitted"}:
        tally.faults.append(f"states: {sorted(states)}")
