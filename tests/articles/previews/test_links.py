"""Preview links: who makes them, what they open, and when they open nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from articles import releasing
from articles.models import PreviewLink, State
from articles.previews import links
from articles.previews.links import make_link, path_of, revoke
from articles.versions.changes import drop_change, publish_change, start_change
from ccsis.accounts.roles import EDITOR
from ccsis.audit.models import Entry
from ccsis.workflow.transitions import Refused
from tests.desk import ARTICLES
from tests.factories import (
    make_article,
    make_series,
    make_simulation,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_superuser("owner")


@pytest.fixture
def draft():
    return make_article(state=State.DRAFT, title="Before its day", published_at=None)


@pytest.fixture
def link(draft, owner):
    return make_link(draft, days=7, by=owner)


def text(response):
    return response.content.decode()


def expire(link):
    past = timezone.now() - timedelta(days=1)
    PreviewLink.objects.filter(pk=link.pk).update(made_at=past - timedelta(days=7), expires_at=past)


def test_whoever_has_the_link_reads_the_piece_as_it_is_saved_now(client, draft, link):
    assert "<h1>Before its day</h1>" in text(client.get(path_of(link)))
    draft.title = "Another title"
    draft.save()
    assert "<h1>Another title</h1>" in text(client.get(path_of(link)))


def test_after_a_restore_none_opens_any_more(client, link, capsys):
    call_command("apply_withholdings")
    assert "1 preview link was revoked." in capsys.readouterr().out
    assert client.get(path_of(link)).status_code == 404
    link.refresh_from_db()
    assert client.get(path_of(link)).status_code == 404


def test_the_desk_says_that_others_can_read_it(staff_client, draft, link, owner):
    page = f"{ARTICLES}{draft.pk}/change/"
    assert "Yet 1 preview link is open" in text(staff_client.get(page))
    revoke(link, by=owner)
    assert "preview link is open" not in text(staff_client.get(page))


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}, {"is_superuser": False}, None]
)
def test_it_does_not_outlive_the_right_of_who_made_it(client, staff_client, draft, fields):
    maker = make_user(is_superuser=True)
    link = make_link(draft, days=7, by=maker)
    if fields:
        get_user_model().objects.filter(pk=maker.pk).update(**fields)
    else:
        maker.delete()
    assert client.get(path_of(link)).status_code == 404
    page = text(staff_client.get(f"{ARTICLES}{draft.pk}/links/"))
    assert "Opens nothing" in page
    assert path_of(link) not in page


def test_it_is_marked_and_kept_from_caches_referrers_and_search_engines(client, link):
    response = client.get(path_of(link))
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["X-Frame-Options"] == "DENY"
    assert "Content-Encoding" not in response.headers
    assert response.cookies == {}
    page = text(response)
    assert "<strong>Not published.</strong>" in page
    assert 'data-mark="Not published"' in page
    for told_to_machines in ("og:title", "ld+json", "canonical", "citation_title"):
        assert told_to_machines not in page


def test_nothing_on_it_invites_to_quote_it_or_pass_it_on(client, draft, link):
    page = text(client.get(path_of(link)))
    assert "How to quote this" not in page
    assert draft.get_absolute_url() not in page


def test_the_address_stands_nowhere_in_the_database(link):
    token = path_of(link).strip("/").rpartition("/")[2]
    proof = token.partition("-")[2]
    rows = [*PreviewLink.objects.values(), *Entry.objects.values()]
    assert not any(proof in str(row) for row in rows)


@pytest.mark.parametrize("ends", ["wrong", "malformed", "another", "revoked", "expired", "gone"])
def test_what_does_not_open_looks_the_same_at_the_same_cost(
    client, link, owner, ends, django_assert_num_queries
):
    path = path_of(link)
    if ends == "wrong":
        path = path[:-2] + ("a" if path[-2] != "a" else "b") + "/"
    if ends == "malformed":
        path = "/preview/no-such-link/"
    if ends == "another":
        path = path.replace(f"/{link.pk}-", f"/{link.pk + 1}-")
    if ends == "revoked":
        revoke(link, by=owner)
    if ends == "expired":
        expire(link)
    if ends == "gone":
        link.delete()
    expected = text(client.get("/preview/nothing/"))
    # The link, the frame, and whether an old address was meant.
    with django_assert_num_queries(3):
        response = client.get(path)
    assert (response.status_code, text(response)) == (404, expected)
    assert response["Referrer-Policy"] == "no-referrer"


def test_revoking_another_link_leaves_this_one_open(client, draft, link, owner):
    other = make_link(draft, days=1, by=owner)
    assert path_of(other) != path_of(link)
    revoke(other, by=owner)
    assert client.get(path_of(link)).status_code == 200


def test_only_reading_is_possible(client, link):
    assert client.post(path_of(link)).status_code == 405


def test_a_link_to_a_change_shows_the_change_and_ends_with_it(client, owner):
    piece = make_article(title="As readers know it", topics=["water"])
    for end in (drop_change, publish_change):
        change = start_change(piece, by=owner)
        change.title = "As it will be"
        change.save()
        link = make_link(change, days=1, by=owner)
        assert "<h1>As it will be</h1>" in text(client.get(path_of(link)))
        assert "As readers know it" in text(client.get(piece.get_absolute_url()))
        end(change, by=make_superuser(end.__name__))
        assert client.get(path_of(link)).status_code == 404


def test_a_link_to_a_change_costs_the_same_whatever_the_piece_has(
    client, owner, django_assert_max_num_queries
):
    piece = make_article(topics=["a", "b", "c"], regions=["caucasus", "cis"])
    link = make_link(start_change(piece, by=owner), days=1, by=owner)
    with django_assert_max_num_queries(18):
        client.get(path_of(link))


def test_once_readers_can_read_it_the_link_leads_to_the_piece(client, draft, link):
    draft.state, draft.published_at = State.READY, timezone.now() + timedelta(days=1)
    draft.save()
    assert "<h1>Before its day</h1>" in text(client.get(path_of(link)))
    draft.published_at = timezone.now() - timedelta(minutes=1)
    draft.save()
    response = client.get(path_of(link))
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    draft.state = State.WITHDRAWN
    draft.save()
    assert client.get(path_of(link)).status_code == 404


def test_what_was_deleted_is_not_shown(client, draft, link):
    draft.deleted_at = timezone.now()
    draft.save()
    assert client.get(path_of(link)).status_code == 404


def test_a_simulation_says_what_it_is(client, owner):
    link = make_link(make_simulation(state=State.DRAFT), days=1, by=owner)
    page = text(client.get(path_of(link)))
    assert "Simulation, not a report of events" in page
    assert "Both shores halve what they draw." in page


def test_a_part_of_a_series_stands_in_it_before_its_day(client, draft, link):
    series = make_series(announced_on="2020-01-01")
    earlier = make_article(title="The part before")
    series.parts.create(number=1, article=earlier)
    series.parts.create(number=2, article=draft)
    page = text(client.get(path_of(link)))
    assert "Earlier: part 1" in page
    assert "part 2 of 2" in page


def test_a_draft_with_a_link_leaves_no_trace_for_readers(client, draft, link):
    client.get(path_of(link))
    addresses = ["/", "/articles/", "/feeds/atom/", "/sitemap-articles.xml", "/search/?q=before"]
    for address in addresses:
        assert "Before its day" not in text(client.get(address))
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_who_made_and_revoked_it_is_on_record(link, owner, draft):
    revoke(link, by=owner)
    revoke(link, by=owner)
    entries = Entry.objects.order_by("pk").values_list(
        "action", "actor_name", "subject_model", "subject_pk", "details"
    )
    row = ("owner", "articles.article", draft.pk)
    assert list(entries) == [
        ("preview-shared", *row, {"link": link.pk, "days": 7}),
        ("preview-revoked", *row, {"link": link.pk}),
    ]
    link.refresh_from_db()
    assert (link.revoked_by, link.counter) == (owner, 2)


def test_it_is_refused_for_what_readers_can_read(owner):
    for piece in (make_article(), make_article(state=State.WITHDRAWN)):
        with pytest.raises(Refused):
            make_link(piece, days=7, by=owner)


def test_it_is_refused_for_another_number_of_days(draft, owner):
    with pytest.raises(Refused):
        make_link(draft, days=8, by=owner)


def test_it_is_refused_beyond_so_many_open_ones(draft, owner):
    made = [make_link(draft, days=1, by=owner) for _ in range(links.MOST)]
    with pytest.raises(Refused):
        make_link(draft, days=1, by=owner)
    revoke(made[0], by=owner)
    make_link(draft, days=1, by=owner)


def test_it_is_refused_to_who_may_not_change_the_piece(draft, link):
    for person in (make_user(), make_user(groups=[EDITOR])):
        person.user_permissions.clear()
        person.groups.clear()
        with pytest.raises(Refused):
            make_link(draft, days=7, by=person)
        with pytest.raises(Refused):
            revoke(link, by=person)


def test_the_database_keeps_what_a_link_must_be(draft):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="preview_link_expires_after_it_is_made"):
        PreviewLink.objects.create(article=draft, made_at=now, expires_at=now)


def test_the_database_keeps_a_revoked_link_from_its_old_address(link):
    with pytest.raises(IntegrityError, match="revoked_preview_link_has_another_address"):
        PreviewLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())


@pytest.mark.parametrize("is_title_hidden", [True, False])
def test_a_link_to_a_change_of_what_was_taken_back_shows_nothing(client, owner, is_title_hidden):
    piece = make_article()
    change = start_change(piece, by=owner)
    link = make_link(change, days=30, by=owner)
    releasing.withdraw(piece, by=owner, reason_given="legal", hides_title=is_title_hidden)
    assert client.get(path_of(link)).status_code == 404
    with pytest.raises(Refused, match="may not make"):
        make_link(change, days=1, by=owner)


def test_a_link_to_a_change_ends_with_the_publication_of_its_piece(client, owner):
    piece = make_article()
    link = make_link(start_change(piece, by=owner), days=30, by=owner)
    piece.unpublish_at = timezone.now()
    piece.save()
    assert client.get(path_of(link)).status_code == 404


def test_a_number_that_is_given_again_after_a_restore_has_another_address(link):
    before = path_of(link)
    link.made_at += timedelta(seconds=1)
    assert path_of(link) != before
