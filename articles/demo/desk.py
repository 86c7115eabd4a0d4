"""The demonstration's pieces that are not, or no longer, public, and changes of those that are."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from articles import actions
from articles.models import Article, State
from articles.versions import changes
from ccsis.demo.recorder import Recorder
from ccsis.lib import richtext

FILE = Path(__file__).parent / "desk.toml"
COLUMNS = ("title", "slug", "state", "standfirst")
OF_A_WITHDRAWAL = ("withdrawal_reason", "withdrawal_note")


def load(today: datetime, record: Recorder) -> None:
    rows = tomllib.loads(FILE.read_text("utf-8"))
    for piece in rows["pieces"]:
        if not Article.objects.filter(slug=piece["slug"]).exists():
            actions.renew_pictures([record(_piece(piece, today))])
    for change in rows["changes"]:
        piece = Article.objects.get(slug=change["piece"], pending_of=None)
        if not (piece.versions.exists() or hasattr(piece, "pending")):
            _change(piece, change, record)


def _piece(piece: dict, today: datetime) -> Article:
    shown = {name: piece.get(name, "") for name in (*COLUMNS, *OF_A_WITHDRAWAL)}
    at = today + timedelta(days=piece["days_ahead"]) if "days_ahead" in piece else None
    body = richtext.clean(piece["body"].strip())
    article = Article.objects.create(**shown, body=body, published_at=at, is_demo=True)
    article.topics.add(*piece.get("topics", []))
    return article


def _change(piece: Article, change: dict, record: Recorder) -> None:
    pending = changes.start_change(piece, by=None)
    pending.standfirst = change["standfirst"]
    if change.get("is_pending"):
        pending.state = State.IN_REVIEW
        pending.save()
        record(pending)
        return
    pending.save()
    record.renew(changes.publish_change(pending, by=None, note=change["note"]))
