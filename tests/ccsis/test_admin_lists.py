"""The lists of the desk cost the same with few rows and with many."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    ImportedFile,
    ImportedItem,
    MenuEntry,
    OldAddress,
    Region,
    Series,
    SeriesPart,
    WordPressCategory,
)
from articles.versions.changes import start_change
from ccsis.audit.models import Entry
from tests.ccsis.intake.uploads.rows import make_upload
from tests.ccsis.mail.outbox import make_mail
from tests.contributions import make_contribution
from tests.factories import (
    make_article,
    make_image,
    make_page,
    make_person,
    make_place,
    make_superuser,
)
from tests.sendings import make_event, make_message, make_partner

HASHES = {"source_hash": "a", "result_hash": "b"}


def make(number: int, article, image):
    """A row in each list."""
    region = Region.objects.create(name=f"R {number}", slug=f"r-{number}")
    series = Series.objects.create(title=f"S {number}", slug=f"s-{number}")
    SeriesPart.objects.create(series=series, number=1, title="A part")
    person = make_person(f"P {number}", slug=f"p-{number}", photo=image)
    make_article(byline=[person], topics=[f"T {number}"])
    page = make_page(slug=f"page-{number}")
    MenuEntry.objects.create(label=f"M {number}", page=page)
    OldAddress.objects.create(path=f"/old/{number}/", article=article)
    slug = f"c-{number}"
    WordPressCategory.objects.create(slug=slug, name=slug, region=region, series=series)
    ImportedItem.objects.create(site="old", number=number, article=article, **HASHES)
    ImportedFile.objects.create(site="old", path=f"{number}.jpg", image=image)
    make_image(alt=f"I {number}")
    make_place(f"Here {number}", f"There {number}")
    get_user_model().objects.create_user(f"u-{number}", is_staff=True)
    Entry.objects.create(action="released", subject_model="articles.article", subject_pk=article.pk)
    make_mail(email=f"m-{number}@example.org")
    event = make_event(edition=f"{number}", slug=f"e-{number}")
    make_upload(owner=make_partner(event))
    make_message(doubt="trap", held_at=timezone.now())
    values = {"region": region, "assigned_to": get_user_model().objects.first()}
    make_contribution(is_protected=number % 2 == 0, **values)


def costs(client) -> dict[str, int]:
    """Queries of each list."""
    found = {}
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        found[model._meta.label] = len(captured)
    return found


def test_every_list_costs_the_same_with_few_rows_and_with_many(staff_client):
    article, image = make_article(regions=["caucasus"]), make_image()
    make(1, article, image)
    costs(staff_client)
    few = costs(staff_client)
    for number in range(2, 22):
        make(number, article, image)
    assert costs(staff_client) == few


def test_people_and_topics_say_of_how_many_pieces_they_are(staff_client):
    piece = make_article(byline=[make_person("Avery Example")], topics=["law"])
    change = start_change(piece, by=make_superuser())
    assert (change.bylines.count(), change.topics.count()) == (1, 1)
    for name in ("person", "topic"):
        rows = staff_client.get(f"/staff/articles/{name}/").context["cl"].result_list
        assert [row.piece_count for row in rows] == [1]


def test_topics_are_deleted_from_their_list_once_that_is_confirmed(staff_client):
    article = make_article(topics=["law", "water"])
    law = article.topics.get(name="law")
    sent = {"action": "delete_selected", "_selected_action": str(law.pk)}
    asked = staff_client.post("/staff/articles/topic/", sent).content.decode()
    assert "Are you sure" in asked
    assert article.topics.count() == 2
    staff_client.post("/staff/articles/topic/", sent | {"post": "yes"})
    assert list(article.topics.names()) == ["water"]


def test_people_are_found_by_whether_their_name_is_withheld(staff_client):
    make_person("Avery Example")
    rows = staff_client.get("/staff/articles/person/", {"withheld_at__isempty": "0"})
    assert rows.context["cl"].result_count == 0


def test_the_audit_log_is_filtered_by_the_kind_of_thing_in_words(staff_client):
    Entry.objects.create(action="released", subject_model="articles.article", subject_pk=1)
    page = staff_client.get("/staff/audit/entry/", {"subject": "articles.article"})
    assert [str(entry.action) for entry in page.context["cl"].result_list] == ["released"]
    assert '<a href="?subject=articles.article">Article</a>' in page.content.decode()
