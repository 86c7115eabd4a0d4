"""Preview links: an address that shows one piece before its day, and that nothing stored contains.

A link is the number of its row and a proof under the site's key: HMAC(key, row, piece, counter and time).
It ends by itself after some days, and with the right of who made it. Raising the counter revokes it; a new SECRET_KEY revokes all.
"""

import base64
import re
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from articles.models import Article, PreviewLink, State
from articles.states import is_own
from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.workflow.transitions import Refused

SALT = "articles.previews.links"
#: For how many days a link can be made, the usual number in the middle.
DAYS = (1, 7, 30)
#: So many can be open for one piece: more would be a way of publishing.
MOST = 20
#: The number of the row, and 130 bits in Base32.
LENGTH = 26
TOKEN = re.compile(r"([1-9][0-9]{0,17})-([a-z2-7]{26})")


def may_be_previewed(article: Article) -> bool:
    """Whether readers cannot read it yet: it is being written, or waits for its time.

    Nor after it was taken back: a change of such a piece would show what it said.
    """
    piece = article.piece
    is_waiting = article.is_in_writing or (article.is_released and not article.is_due)
    is_gone = piece.deleted_at or piece.is_over or piece.state == State.WITHDRAWN
    return is_waiting and not is_gone


@transaction.atomic
def make_link(article: Article, *, days: int, by: AbstractBaseUser) -> PreviewLink:
    """Let whoever has its address read a piece, or a change, for some days (one of DAYS).

    Raises Refused for a person who may not, for what readers can read, and beyond MOST open ones.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not (may_be_previewed(article) and may_share(by, article) and days in DAYS):
        raise Refused(_("You may not make a preview link for this now."))
    if open_links(article).count() >= MOST:
        raise Refused(_("This has %d open links. Revoke one first.") % MOST)
    now = timezone.now()
    link = PreviewLink.objects.create(
        article=article, made_by=by, made_at=now, expires_at=now + timedelta(days=days)
    )
    record(actor=by, action=Action.PREVIEW_SHARED, subject=article.piece, link=link.pk, days=days)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: AbstractBaseUser) -> None:
    """End a link at once; ending it again changes nothing. Raises Refused for a person who may not."""
    link = PreviewLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not may_share(by, link.article):
        raise Refused(_("You may not revoke this link."))
    if not link.is_open:
        return
    link.counter += 1
    link.revoked_by, link.revoked_at = by, timezone.now()
    link.save(update_fields=["counter", "revoked_by", "revoked_at"])
    record(actor=by, action=Action.PREVIEW_REVOKED, subject=link.article.piece, link=link.pk)


@transaction.atomic
def revoke_all() -> int:
    """End every open link; returns how many. For after a restore: some may have been revoked since."""
    now = timezone.now()
    rows = PreviewLink.objects.filter(revoked_at__isnull=True, expires_at__gt=now)
    return rows.update(counter=F("counter") + 1, revoked_at=now)


def may_share(user: AbstractBaseUser, article: Article) -> bool:
    may = user.is_staff and user.has_perm("articles.add_previewlink")
    return may and is_own(user, article)


def may_still_be_shared(link: PreviewLink) -> bool:
    """Whether who made it may show the piece today: a link does not outlive an account or a role."""
    return link.made_by is not None and may_share(link.made_by, link.article)


def open_links(article: Article) -> QuerySet[PreviewLink]:
    return PreviewLink.objects.filter(
        article=article, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )


def path_of(link: PreviewLink) -> str:
    """The address that opens a link."""
    token = f"{link.pk}-{_proof(link.pk, link)}"
    return reverse("preview", args=[token])


def link_of(token: str) -> PreviewLink | None:
    """The link that an address opens; None for one that is wrong, ended or revoked alike."""
    found = TOKEN.fullmatch(token)
    pk, proof = (int(found[1]), found[2]) if found else (0, "")
    link = PreviewLink.objects.select_related("article", "made_by").filter(pk=pk).first()
    is_right = constant_time_compare(_proof(pk, link), proof)
    is_good = link and is_right and link.is_open and may_still_be_shared(link)
    return link if is_good else None


def _proof(pk: int, link: PreviewLink | None) -> str:
    """Also of the instant it was made at: after a backup is restored, a number is given again."""
    known = (link.article_id, link.counter, link.made_at.timestamp()) if link else (0, 0, 0)
    digest = salted_hmac(SALT, f"{pk}:{known}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()
