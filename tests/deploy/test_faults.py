"""The whole site under attack: broken requests, then everything is killed while forms are sent.

One test, since the site is started for it. `make faults` does more of the second.
"""

import shutil

import pytest

from deploy import faults, last_minute, places
from deploy.rig import Rig
from tests.deploy.broken_requests import wrong_answers

KILLS = 200


@pytest.fixture
def rig(prepared):
    room = places.var() / "faults-in-test"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        with Rig(room, static=prepared / "var" / "static") as rig:
            yield rig
    finally:
        shutil.rmtree(room, ignore_errors=True)


def test_what_is_broken_is_refused_and_nothing_that_was_acknowledged_is_lost_or_doubled(rig):
    assert wrong_answers(rig.number) == {}
    tally = faults.run(rig, kills=KILLS, seed=20, longest_pause=0.15, wait_for_mail=False)
    log = (rig.room / "log").read_text()
    assert tally.faults == []
    assert sum(tally.kills.values()) == KILLS
    assert set(tally.kills) == set(faults.VICTIMS)
    assert tally.answers[302] == len(tally.acknowledged)
    # What people typed, and their links, are in no log, whatever broke.
    assert "made-up text" not in log
    assert "@example.org" not in log
    kinds = {marker.partition("-")[0] for marker in tally.acknowledged}
    assert kinds == {"abstract", "letter", "message"}
    assert not [path for path in tally.acknowledged.values() if path in log]
    late = last_minute.run(rig, seed=20)
    assert late.faults == []
    assert len(late.acknowledged) == last_minute.PEOPLE
    assert sum(late.kills.values()) == last_minute.KILLS
