"""Topics at the desk: renamed, merged, offered, deleted."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction

from articles.actions import keep_old_address
from articles.merging import merge_topics
from articles.models import Article, OldAddress, State, Topic
from ccsis.audit.models import Action, Entry
from tests.careful import sign_in
from tests.desk import ADD, fields
from tests.factories import make_article, make_user

TOPICS = "/staff/articles/topic/"
MERGE, ALIKE, SUGGEST = f"{TOPICS}merge/", f"{TOPICS}alike/", f"{TOPICS}suggest/"


def make_topic(name):
    return Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))


def form_of(topic):
    return f"{TOPICS}{topic.pk}/change/"


def errors(response):
    return response.context["adminform"].form.errors


def offered(client, typed):
    answer = client.get(SUGGEST, {"q": typed})
    return [row["told"] for row in json.loads(answer.content)["topics"]]


def asked(*topics):
    return f"{MERGE}?" + "&".join(f"topic={topic.pk}" for topic in topics)


def allow(user, *names):
    own = Permission.objects.filter(content_type__app_label="articles")
    user.user_permissions.set(own.filter(codename__in=names))


@pytest.fixture
def water(db):
    return make_topic("water")


@pytest.fixture
def waters(db):
    return make_topic("waters")


@pytest.fixture
def namer(db):
    """Somebody who may see and change topics, and no more."""
    user = make_user()
    allow(user, "view_topic", "change_topic")
    return sign_in(user)


def test_a_renamed_topic_keeps_its_old_address(staff_client, client, water):
    make_article(topics=["water"])
    staff_client.post(form_of(water), {"name": "Rivers", "slug": "rivers"})
    staff_client.post(form_of(water), {"name": "Rivers", "slug": "streams"})
    for slug in ("water", "rivers"):
        assert client.get(f"/topics/{slug}/").headers["Location"] == "/topics/streams/"
    entries = Entry.objects.filter(action=Action.TOPIC_RENAMED).order_by("pk")
    assert [entry.details for entry in entries] == [
        {"fields": ["name", "slug"]},
        {"fields": ["slug"]},
    ]


def test_a_topic_that_takes_its_first_address_again_is_no_loop(staff_client, client, water):
    make_article(topics=["water"])
    for slug in ("rivers", "water"):
        staff_client.post(form_of(water), {"name": "water", "slug": slug})
    assert client.get("/topics/water/").status_code == 200
    assert client.get("/topics/rivers/").headers["Location"] == "/topics/water/"
    assert [old.path for old in OldAddress.objects.all()] == ["/topics/rivers/"]


def test_an_old_address_leads_nowhere_while_no_piece_has_the_topic(client, water):
    make_article(topics=["water"], state=State.DRAFT)
    keep_old_address(water, "aqua")
    OldAddress.objects.create(path="/topics/water/", topic=water)
    assert client.get("/topics/aqua/").status_code == 404
    assert client.get("/topics/water/").status_code == 404


def test_the_address_of_something_else_is_refused(staff_client, water, waters):
    keep_old_address(water, "aqua")
    sent = {"name": "waters", "slug": "aqua"}
    response = staff_client.post(form_of(waters), sent)
    assert "old address of something else" in errors(response)["slug"][0]
    assert response.context["adminform"].form["slug"].value() == "aqua"


def test_no_old_address_is_the_present_one(staff_client, water):
    sent = {"path": "/topics/water", "topic": water.pk}
    response = staff_client.post("/staff/articles/oldaddress/add/", sent)
    assert errors(response)["path"] == ["This is its present address."]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("law, water", "In lists of topics a comma parts them, so no name can hold one."),
        ("…", "A topic needs a letter or a digit: “…” has none."),
        ("WATER ", "This topic is there already: water."),
    ],
)
def test_what_makes_no_new_topic(staff_client, water, name, told):
    response = staff_client.post(f"{TOPICS}add/", {"name": name, "slug": "new"})
    assert errors(response)["name"] == [told]
    assert Topic.objects.count() == 1


def test_the_name_of_another_topic_is_an_offer_to_merge(staff_client, water, waters):
    response = staff_client.post(form_of(waters), {"name": " Water", "slug": "x"}, follow=True)
    assert response.request["QUERY_STRING"] == f"topic={waters.pk}&topic={water.pk}&into={water.pk}"
    page = response.content.decode()
    assert "“water” is there already, so nothing was saved. Merge the two?" in page
    assert response.context["form"]["into"].value() == str(water.pk)
    assert Topic.objects.get(pk=waters.pk).name == "waters"


def test_who_may_not_merge_is_told_that_the_name_is_taken(namer, water, waters):
    response = namer.post(form_of(waters), {"name": "Water", "slug": "waters"})
    assert errors(response)["name"] == ["This topic is there already: water."]


def test_topics_are_chosen_in_the_list_looked_at_and_merged(staff_client, water, waters):
    make_article(topics=["waters", "water"])
    make_article(topics=["waters"], state=State.DRAFT)
    chosen = [str(water.pk), str(waters.pk)]
    sent = {"action": "merge_selected", "_selected_action": chosen}
    page = staff_client.post(TOPICS, sent, follow=True)
    assert page.context["asked"] == (
        "2 pieces have one of these topics (1 public). Afterwards all of them have the one that "
        "stays."
    )
    # What most pieces have stays, unless somebody says something else.
    assert page.context["form"]["into"].value() == waters.pk
    seen = page.context["form"]["seen"].value()
    done = staff_client.post(asked(water, waters), {"into": water.pk, "seen": seen}, follow=True)
    text = "Merged: 2 pieces have the topic “water” now."
    assert [str(message) for message in done.context["messages"]] == [text]
    assert list(Topic.objects.all()) == [water]


def test_more_than_fifty_are_not_merged_at_once(staff_client, db):
    chosen = [str(make_topic(f"topic {number}").pk) for number in range(51)]
    sent = {"action": "merge_selected", "_selected_action": chosen}
    page = staff_client.post(TOPICS, sent, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told == ["At most 50 topics are merged at once. Nothing was changed."]
    assert (
        staff_client.get(f"{MERGE}?" + "&".join(f"topic={key}" for key in chosen)).status_code
        == 404
    )


def test_what_changed_since_somebody_looked_is_shown_first(staff_client, water, waters):
    form = staff_client.get(asked(water, waters)).context["form"]
    sent = {"into": water.pk, "seen": form["seen"].value()}
    make_article(topics=["waters"])
    again = staff_client.post(asked(water, waters), sent)
    assert again.status_code == 422
    assert again.context["form"].errors["seen"] == [
        "Meanwhile pieces came or went. Look at the numbers once more."
    ]
    assert Topic.objects.count() == 2
    sent["seen"] = again.context["form"]["seen"].value()
    assert staff_client.post(asked(water, waters), sent).status_code == 302
    assert Topic.objects.count() == 1


def test_without_a_choice_nothing_is_merged(staff_client, water, waters):
    response = staff_client.post(asked(water, waters), {})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["into", "seen"]


def test_one_topic_asks_by_name_with_which_it_is_merged(staff_client, water, waters):
    page = staff_client.get(asked(waters), {"topic": waters.pk, "name": "WATER"})
    assert page.headers["Location"] == f"{asked(waters, water)}&into={water.pk}"


@pytest.mark.parametrize("name", ["", "nothing like it", "waters"])
def test_a_name_that_no_other_topic_has_is_given_back(staff_client, waters, name):
    page = staff_client.get(MERGE, {"topic": waters.pk, "name": name})
    assert page.status_code == 422
    assert page.context["form"]["name"].value() == name


@pytest.mark.parametrize("query", ["", "?topic=0", "?topic=x", "?topic=99999999999999999999"])
def test_topics_that_are_not_there_are_not_found(staff_client, query):
    assert staff_client.get(MERGE + query).status_code == 404


def test_who_may_not_merge_sees_no_way_to_it(namer, water, waters):
    for address in (ALIKE, asked(water, waters)):
        assert namer.get(address).status_code == 403
    assert namer.post(asked(water, waters), {"into": water.pk}).status_code == 403
    assert "merge" not in namer.get(TOPICS).content.decode().lower()
    assert "merge/" not in namer.get(form_of(water)).content.decode()


def test_topics_that_look_alike_are_offered(staff_client, water, waters, django_assert_num_queries):
    make_topic("law")
    groups = staff_client.get(ALIKE).context["groups"]
    assert [([topic.name for topic in group], address) for group, address in groups] == [
        (["water", "waters"], asked(water, waters))
    ]
    for number in range(9):
        make_topic(f"paper {number}")
        make_topic(f"papers {number}")
    with django_assert_num_queries(3):
        staff_client.get(ALIKE)


def test_topics_are_offered_while_they_are_typed(staff_client, water, django_assert_num_queries):
    for name in ("Watermarks", "white water", "law"):
        make_topic(name)
    make_article(topics=["water"])
    assert offered(staff_client, "WATER") == [
        "water (1 piece)",
        "Watermarks (0 pieces)",
        "white water (0 pieces)",
    ]
    for number in range(9):
        make_topic(f"water {number}")
    with django_assert_num_queries(5):
        assert len(offered(staff_client, " wat")) == 8


@pytest.mark.parametrize("typed", ["", "  ", "%", "_"])
def test_nothing_is_offered_for_nothing(staff_client, water, typed):
    assert offered(staff_client, typed) == []


def test_topics_are_offered_only_to_those_who_see_them(water):
    assert sign_in(make_user()).get(SUGGEST, {"q": "water"}).status_code == 403


def test_a_former_name_is_refused_at_its_field_as_it_was_typed(staff_client, water):
    keep_old_address(water, "aqua")
    response = staff_client.post(ADD, fields(topics="Aqua, law"))
    assert "renamed or merged, and is “water” now" in errors(response)["topics"][0]
    assert response.context["adminform"].form["topics"].value() == "Aqua, law"
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_topic_that_is_merged_away_while_it_is_given_is_refused(staff_client):
    water, waters = make_topic("water"), make_topic("waters")
    merged = threading.Event()

    def merge():
        try:
            with transaction.atomic():
                merge_topics([waters], into=water, by=None)
                merged.set()
                wait_until_somebody_waits()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        merging = pool.submit(merge)
        assert merged.wait(10)
        response = staff_client.post(ADD, fields(topics="waters"))
        merging.result()
    assert "renamed or merged, and is “water” now" in errors(response)["topics"][0]


def wait_until_somebody_waits():
    """For a lock of ours; ten seconds at most."""
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                " AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)


def test_a_new_topic_that_looks_like_another_is_told(staff_client, water):
    page = staff_client.post(ADD, fields(topics="Waters, WATER, law"), follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert [text for text in told if "looks like" in text] == [
        "The topic “Waters” is new, and looks like “water”. If the two are the same, write the one "
        "that was there, or have them merged."
    ]


def test_who_deletes_a_topic_is_told_what_shows_it(staff_client, water):
    make_article(title="A piece that has it", topics=["water"])
    page = staff_client.get(f"{TOPICS}{water.pk}/delete/").content.decode()
    assert "1 piece has it and loses it:" in page
    assert "A piece that has it" in page
    law = make_topic("law")
    assert (
        "No piece has this topic." in staff_client.get(f"{TOPICS}{law.pk}/delete/").content.decode()
    )


def test_pieces_that_somebody_may_not_see_are_only_counted(water):
    make_article(title="Of somebody else", topics=["water"])
    user = make_user()
    allow(user, "view_topic", "delete_topic")
    page = sign_in(user).get(f"{TOPICS}{water.pk}/delete/").content.decode()
    assert "Of somebody else" not in page
    assert "and 1 more" in page
