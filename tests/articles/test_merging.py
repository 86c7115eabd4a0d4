"""Several topics become one."""

import pytest
from django.contrib.auth.models import Permission

from articles.actions import keep_old_address
from articles.merging import merge_topics
from articles.models import ArticleTag, OldAddress, State, Topic, Version
from articles.versions.changes import publish_change, start_change
from ccsis.audit.models import Action, Entry
from ccsis.workflow.transitions import Refused
from tests.factories import make_article, make_superuser, make_user


@pytest.fixture
def water(db):
    return Topic.objects.create(name="water", slug="water")


@pytest.fixture
def waters(db):
    return Topic.objects.create(name="waters", slug="waters")


@pytest.fixture
def rivers(db):
    return Topic.objects.create(name="rivers", slug="rivers")


def topics_of(article):
    return sorted(article.topics.names())


def test_pieces_have_the_one_that_stays_once(water, waters, rivers):
    one, both = make_article(topics=["waters", "law"]), make_article(topics=["water", "waters"])
    others, neither = make_article(topics=["waters", "rivers"]), make_article(topics=["law"])
    assert merge_topics([waters, rivers], into=water, by=None) == 3
    assert [topics_of(piece) for piece in (one, both, others, neither)] == [
        ["law", "water"],
        ["water"],
        ["water"],
        ["law"],
    ]
    assert set(Topic.objects.values_list("name", flat=True)) == {"law", "water"}


def test_pending_changes_and_kept_versions_have_it_too(water, waters):
    piece = make_article(topics=["waters", "water"])
    publish_change(start_change(piece, by=None), by=None)
    pending = start_change(piece, by=None)
    merge_topics([waters], into=water, by=None)
    assert topics_of(pending) == ["water"]
    assert [row.content["topics"] for row in Version.objects.all()] == [[water.pk], [water.pk]]
    publish_change(pending, by=None)
    assert topics_of(piece) == ["water"]


def test_every_address_that_led_to_one_leads_to_the_other(water, waters, rivers, client):
    make_article(topics=["water"])
    keep_old_address(waters, "aqua")
    merge_topics([waters], into=rivers, by=None)
    merge_topics([rivers], into=water, by=None)
    for slug in ("aqua", "waters", "rivers"):
        moved = client.get(f"/topics/{slug}/")
        assert (moved.status_code, moved.headers["Location"]) == (301, "/topics/water/")
    assert client.get("/topics/water/").status_code == 200
    assert OldAddress.objects.count() == 3


def test_it_is_on_record_without_names(water, waters):
    make_article(topics=["waters"])
    dana = make_superuser("dana")
    merge_topics([waters], into=water, by=dana)
    entry = Entry.objects.get(action=Action.TOPICS_MERGED)
    assert (entry.actor_id, entry.subject_pk) == (dana.pk, water.pk)
    assert entry.details == {"merged": [waters.pk], "pieces": 1}


def test_it_is_refused_whole(water, waters, rivers):
    make_article(topics=["waters"])
    Topic.objects.filter(pk=rivers.pk).delete()
    with pytest.raises(Refused, match="not there any more"):
        merge_topics([waters, rivers], into=water, by=None)
    assert ArticleTag.objects.filter(tag=waters).count() == 1


@pytest.mark.parametrize("merged", [[], ["water"], ["waters", "water"]])
def test_a_topic_is_not_merged_into_itself(water, waters, merged):
    rows = {"water": water, "waters": waters}
    with pytest.raises(Refused, match="not into itself"):
        merge_topics([rows[name] for name in merged], into=water, by=None)
    assert Topic.objects.count() == 2


def test_who_may_only_name_topics_does_not_merge_them(water, waters):
    user = make_user()
    user.user_permissions.add(
        Permission.objects.get(codename="change_topic", content_type__app_label="articles")
    )
    with pytest.raises(Refused, match="may not merge"):
        merge_topics([waters], into=water, by=user)


def test_merging_costs_the_same_for_one_piece_and_for_many(
    water, waters, rivers, django_assert_max_num_queries
):
    make_article(topics=["waters"])
    for _ in range(12):
        make_article(topics=["rivers"], state=State.DRAFT)
    with django_assert_max_num_queries(30):
        merge_topics([waters], into=water, by=None)
    with django_assert_max_num_queries(30):
        merge_topics([rivers], into=water, by=None)
