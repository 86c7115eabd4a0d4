"""Each duty of the table, taken by somebody of each group, by direct request."""

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import (
    Article,
    Correction,
    MenuEntry,
    OldAddress,
    Page,
    Person,
    Region,
    Series,
    State,
    Topic,
    WordPressCategory,
)
from articles.roles import DUTIES, grants
from articles.versions import changes
from ccsis.accounts.roles import ROLES
from ccsis.media.models import Image
from tests.careful import DeskClient
from tests.desk import ADD, ARTICLES, fields, page_of, save, take
from tests.factories import (
    make_article,
    make_forecast,
    make_image,
    make_menu_entry,
    make_page,
    make_person,
    make_region,
    make_series,
    make_simulation,
    picture_file,
)

NOBODY = "nobody"


@pytest.fixture
def signed_in(db):
    """The browser of somebody in a group, or in none."""

    def sign_in(role):
        client = DeskClient()
        user = User.objects.create_user(f"a-made-up-{role.replace(' ', '-')}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
        client.user = user
        return client

    return sign_in


def draft(client=None, **changes):
    by = {"created_by": client.user, "edited_by": client.user} if client else {}
    return make_article(state=State.DRAFT, **by, **changes)


def state_of(article):
    return Article.objects.get(pk=article.pk).state


def add(client, model, **data):
    return client.post(f"/staff/{model}/add/", data)


def change(client, row, **data):
    label = f"{row._meta.app_label}/{row._meta.model_name}"
    return client.post(f"/staff/{label}/{row.pk}/change/", data)


def delete(client, row):
    label = f"{row._meta.app_label}/{row._meta.model_name}"
    client.post(f"/staff/{label}/{row.pk}/delete/", {"post": "yes"})
    return not type(row).objects.filter(pk=row.pk).exists()


def writes(client):
    client.post(ADD, fields())
    article = Article.objects.filter(slug="a-made-up-title").first()
    if article:
        save(client, article, title="Changed")
        article.refresh_from_db()
    return article is not None and article.title == "Changed" and article.created_by == client.user


def sends_to_review(client):
    article = draft(client)
    take(client, article, "submit")
    return state_of(article) == State.IN_REVIEW


def begins_a_change(client):
    """From what readers see or from a version, and drops it again."""
    article = make_article(created_by=client.user)
    pending = Article.objects.filter(pending_of=article)
    changes.publish_change(changes.start_change(article, by=None), by=None)
    taken = []
    for version in ("", "1"):
        client.post(f"{ARTICLES}{article.pk}/begin-change/", {"version": version})
        taken.append(pending.exists())
        change = changes.start_change(article, by=None)
        client.post(f"{ARTICLES}{change.pk}/drop-change/")
        taken.append(not pending.exists())
        pending.delete()
    assert len(set(taken)) == 1
    return taken[0]


def adds_a_picture(client):
    add(client, "media/image", upload=picture_file(), alt="A plain rectangle")
    return Image.objects.exists()


def edits_anothers(client):
    article = draft(title="Somebody else's")
    page = client.get(page_of(article))
    listed = "Somebody else" in client.get(ARTICLES).content.decode()
    save(client, article, title="Changed")
    happened = Article.objects.get(pk=article.pk).title == "Changed"
    assert listed == happened == (page.status_code == 200)
    return happened


def sends_back(client):
    article = make_article(state=State.IN_REVIEW, created_by=client.user)
    take(client, article, "send-back")
    return state_of(article) == State.DRAFT


def describes_people(client):
    add(client, "articles/person", name="Avery Example", slug="avery-example", kind="person")
    person = make_person("Sam Placeholder")
    change(client, person, name="Robin Specimen", kind="person")
    names = set(Person.objects.values_list("name", flat=True))
    return {"Avery Example", "Robin Specimen"} <= names


def arranges_a_series(client):
    rows = {"parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "0", "parts-0-number": "1"}
    add(client, "articles/series", title="A", slug="a", **rows, **{"parts-0-title": "Part"})
    series = Series.objects.filter(slug="a").first()
    other = make_series(title="B")
    none = {"parts-TOTAL_FORMS": "0", "parts-INITIAL_FORMS": "0"}
    change(client, other, title="Changed", slug=other.slug, **none)
    is_added = series is not None and series.parts.exists()
    is_changed = Series.objects.get(pk=other.pk).title == "Changed"
    is_deleted = delete(client, other)
    assert is_added == is_changed == is_deleted
    return is_deleted


def names_topics(client):
    add(client, "articles/topic", name="Water", slug="water")
    return Topic.objects.filter(slug="water").exists()


def resolves_a_forecast(client):
    forecast = make_forecast(make_simulation(created_by=client.user))
    answers = {"outcome": "refuted", "resolution": "It was not."}
    take(client, forecast.article, "resolve", **answers)
    forecast.refresh_from_db()
    return forecast.outcome == "refuted"


def describes_a_picture(client):
    image = make_image()
    change(client, image, alt="Another description")
    return Image.objects.get(pk=image.pk).alt == "Another description"


def releases(client):
    article = draft(created_by=client.user, edited_by=None)
    take(client, article, "release")
    client.post(
        ARTICLES,
        {
            "action": "release_selected",
            "_selected_action": [article.pk],
            "_confirmed": "1",
            "when": "now",
        },
    )
    return state_of(article) == State.READY


def publishes(client):
    article = make_article(created_by=client.user)
    pending = Article.objects.create(
        title="Changed", slug=article.slug, pending_of=article, created_by=client.user
    )
    take(client, pending, "publish")
    return Article.objects.get(pk=article.pk).title == "Changed"


def withdraws(client):
    one, other = make_article(created_by=client.user), make_article(created_by=client.user)
    take(client, one, "withdraw", reason_given="unsaid")
    data = {"action": "withdraw_selected", "_selected_action": [other.pk], "_confirmed": "1"}
    client.post(ARTICLES, data | {"reason_given": "unsaid"})
    states = {state_of(one), state_of(other)}
    back = make_article(created_by=client.user, state=State.WITHDRAWN)
    take(client, back, "reinstate")
    assert len(states) == 1
    assert (state_of(back) == State.READY) == (states == {State.WITHDRAWN})
    return states == {State.WITHDRAWN}


def retracts(client):
    article = make_article(created_by=client.user)
    take(client, article, "retract", text="It was wrong.")
    return state_of(article) == State.RETRACTED


def corrects(client):
    article = make_article(created_by=client.user)
    data = {"kind": "correction", "text": "It was wrong.", "publish": "1"}
    client.post(f"{ARTICLES}{article.pk}/correct/", data)
    correction = Correction.objects.first()
    if correction:
        address = f"{ARTICLES}{article.pk}/correct/{correction.pk}/"
        seen = client.get(address).context["fingerprint"]
        data = {"text": "It was quite wrong.", "publish": "1", "_fingerprint": str(seen)}
        client.post(address, data)
    return Correction.objects.filter(text="It was quite wrong.").exists()


def hides_a_version(client):
    article = make_article(created_by=client.user)
    changes.publish_change(changes.start_change(article, by=None), by=None)
    address = f"{ARTICLES}{article.pk}/version/1"
    client.post(f"{address}/hide/", {"reason": "It named a person."})
    happened = client.get(f"{article.get_absolute_url()}versions/1/").status_code == 410
    article.versions.filter(number=1).update(state="hidden")
    client.post(f"{address}/show/")
    assert (article.versions.get(number=1).state == "shown") == happened
    return happened


def withholds_a_name(client):
    person = make_person("Avery Example")
    data = {"shown_as": "Name withheld", "other_forms": "", "withhold": "1"}
    client.post(f"/staff/articles/person/{person.pk}/withhold/", data)
    return Person.objects.get(pk=person.pk).withheld_at is not None


def edits_pages(client):
    add(client, "articles/page", title="A page", slug="a-made-up-page")
    page = make_page()
    change(client, page, title="Changed", slug=page.slug)
    gone = delete(client, make_page())
    titles = set(Page.objects.values_list("title", flat=True))
    assert ("A page" in titles) == ("Changed" in titles) == gone
    return gone


def arranges_menus(client):
    data = {"menu": "navigation", "label": "New", "position": "10", "address": "/series/"}
    add(client, "articles/menuentry", **data)
    entry = make_menu_entry("Old")
    gone = delete(client, entry)
    assert MenuEntry.objects.filter(label="New").exists() == gone
    return gone


def redirects(client):
    add(client, "articles/oldaddress", path="/old/", article=make_article().pk)
    return OldAddress.objects.exists()


def describes_regions(client):
    region = make_region()
    change(client, region, name="Changed")
    return Region.objects.get(pk=region.pk).name == "Changed"


def deletes_people_and_topics(client):
    return delete(client, make_person()) and delete(
        client, Topic.objects.create(name="x", slug="x")
    )


def deletes_a_picture(client):
    return delete(client, make_image())


def guides_imports(client):
    category = WordPressCategory.objects.create(slug="x", name="X")
    change(client, category, name="Changed", slug="x")
    lists = [client.get(f"/staff/articles/{name}/") for name in ("importeditem", "importedfile")]
    happened = WordPressCategory.objects.get(pk=category.pk).name == "Changed"
    assert {page.status_code == 200 for page in lists} == {happened}
    return happened


def deletes_a_piece(client):
    article = draft(client)
    take(client, article, "delete")
    delete(client, article)
    return Article.objects.get(pk=article.pk).deleted_at is not None


def sees_accounts(client):
    return client.get("/staff/auth/user/").status_code == 200


TAKEN = {
    "write a piece of one's own": writes,
    "send it to review": sends_to_review,
    "change one's own released piece, from any version, or drop the change": begins_a_change,
    "add a picture": adds_a_picture,
    "edit the piece of somebody else": edits_anothers,
    "send a piece back": sends_back,
    "describe people": describes_people,
    "arrange a series": arranges_a_series,
    "name topics": names_topics,
    "resolve a forecast": resolves_a_forecast,
    "describe a picture anew": describes_a_picture,
    "release a piece": releases,
    "publish a change": publishes,
    "withdraw a piece and bring it back": withdraws,
    "retract a piece": retracts,
    "correct a piece": corrects,
    "hide a kept version": hides_a_version,
    "withhold a name": withholds_a_name,
    "edit standing pages": edits_pages,
    "arrange menus": arranges_menus,
    "redirect an old address": redirects,
    "describe regions": describes_regions,
    "delete people and topics": deletes_people_and_topics,
    "delete a picture that nothing shows": deletes_a_picture,
    "guide imports": guides_imports,
    "delete a piece": deletes_a_piece,
    "see the accounts of the staff": sees_accounts,
}


def test_every_duty_of_the_table_is_taken_here():
    assert list(TAKEN) == [duty.name for duty in DUTIES]


@pytest.mark.parametrize("role", [*ROLES, NOBODY])
@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_a_duty_is_taken_by_those_whose_it_is_alone(signed_in, duty, role):
    assert TAKEN[duty.name](signed_in(role)) is (role in duty.roles)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_a_superuser_may_do_everything(staff_client, duty):
    staff_client.user = User.objects.get(username="staff")
    assert TAKEN[duty.name](staff_client)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_strangers_may_do_nothing(duty, db):
    client = DeskClient()
    client.user = None
    if duty.name == "write a piece of one's own":
        assert client.post(ADD, fields()).status_code == 302
        assert not Article.objects.exists()
        return
    assert not TAKEN[duty.name](client)


def test_the_groups_have_what_the_table_says(db):
    granted = {
        group.name: {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
        for group in Group.objects.filter(name__in=ROLES)
    }
    own = {"articles", "media"}
    assert {
        role: {p for p in names if p.split(".")[0] in own} for role, names in granted.items()
    } == grants()


def test_an_author_sees_the_pieces_of_others_nowhere(signed_in):
    other = draft(title="Somebody else's")
    client = signed_in("author")
    for address in (page_of(other), f"{ARTICLES}{other.pk}/differences/?from=now&to=now"):
        assert client.get(address).status_code in {302, 404}
    found = client.get(
        "/staff/autocomplete/",
        {
            "app_label": "articles",
            "model_name": "relatedpiece",
            "field_name": "piece",
            "term": "Somebody",
        },
    )
    assert "Somebody else" not in found.content.decode()
    for name in ("submit", "release", "withdraw"):
        assert client.post(f"{ARTICLES}{other.pk}/step/{name}/").status_code == 404


def test_a_deleted_piece_is_seen_by_superusers_alone(signed_in):
    article = draft(title="In the bin", deleted_at=timezone.now())
    client = signed_in("publisher")
    assert client.get(page_of(article)).status_code == 302
    assert "In the bin" not in client.get(ARTICLES, {"standing": "deleted"}).content.decode()
