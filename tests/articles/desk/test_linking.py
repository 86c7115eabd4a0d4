"""What the editor offers to link to, and to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import keep_old_address
from articles.models import RelatedPiece, State
from articles.versions.changes import start_change
from tests.careful import sign_in
from tests.desk import ADD, ARTICLES, fields, page_of, written
from tests.factories import make_article, make_page, make_user

AT = f"{ARTICLES}links/"


def ask(client, **asked):
    return client.get(AT, asked).json()["choices"]


def names(client, **asked):
    return [row["name"] for row in ask(client, **asked)]


@pytest.fixture
def author(db):
    return make_user(groups=["author"])


@pytest.fixture
def pieces(author):
    public = make_article(title="Water in the north")
    future = timezone.now() + timedelta(days=1)
    return {
        "public": public,
        "draft": make_article(title="Water in the south", state=State.DRAFT),
        "own": make_article(title="Water, my own", state=State.DRAFT, created_by=author),
        "coming": make_article(title="Water tomorrow", published_at=future),
        "deleted": make_article(title="Water, deleted", deleted_at=timezone.now()),
        "change": start_change(public, by=None),
    }


def named(pieces, *keys):
    return sorted(f"article:{pieces[key].pk}" for key in keys)


def test_titles_are_found_by_their_words_in_any_order(staff_client, pieces):
    assert names(staff_client, q="NORTH  water") == named(pieces, "public")
    assert names(staff_client, q="desert") == names(staff_client, q=" ") == []


def test_an_editor_finds_every_piece_once_and_nothing_deleted(staff_client, pieces):
    assert sorted(names(staff_client, q="water")) == named(
        pieces, "public", "draft", "own", "coming"
    )


def test_an_author_finds_what_is_public_and_what_is_theirs(author, pieces):
    client = sign_in(author)
    assert sorted(names(client, q="water")) == named(pieces, "public", "own")
    every = [f"article:{piece.pk}" for piece in pieces.values()]
    assert sorted(names(client, name=every)) == named(pieces, "public", "own")
    addresses = [piece.get_absolute_url() for piece in pieces.values()]
    assert sorted(names(client, address=addresses)) == named(pieces, "public", "own")


def test_somebody_without_any_duty_finds_what_is_public(db, pieces):
    page, hidden = make_page(title="Water page", is_public=True), make_page(title="Water, not yet")
    client = sign_in(make_user())
    assert sorted(names(client, q="water")) == sorted([*named(pieces, "public"), f"page:{page.pk}"])
    assert names(client, name=f"page:{hidden.pk}") == []


def test_readers_are_sent_to_the_log_in(client, pieces):
    response = client.get(AT, {"q": "water"})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/staff/login/")
    assert sign_in(make_user(is_staff=False)).get(AT, {"q": "water"}).status_code == 302


def test_it_says_what_readers_see_of_each(staff_client, db):
    page = make_page(title="Rivers", is_public=True)
    piece = make_article(title="Rivers and roads", state=State.DRAFT, published_at=None)
    assert ask(staff_client, q="rivers") == [
        {
            "name": f"article:{piece.pk}",
            "title": piece.title,
            "words": "a coming piece",
            "about": "Draft",
            "path": piece.path,
        },
        {
            "name": f"page:{page.pk}",
            "title": "Rivers",
            "words": "Rivers",
            "about": "Page",
            "path": f"/{page.slug}/",
        },
    ]


def test_what_an_address_led_to_before_is_found_too(staff_client, pieces):
    piece = pieces["public"]
    old, piece.slug = piece.slug, "ջուր"
    piece.save()
    keep_old_address(piece, old)
    for address in (f"/articles/{old}/", "/articles/%D5%BB%D5%B8%D6%82%D6%80", "/articles/ջուր/"):
        (row,) = ask(staff_client, address=address)
        assert (row["name"], row["asked"]) == (f"article:{piece.pk}", address)


@pytest.mark.parametrize(
    "address", ["/", "/nothing/", "/events/a/", "//[", "/articles/", "x" * 900]
)
def test_other_addresses_name_nothing(staff_client, pieces, address):
    assert ask(staff_client, address=address) == []


@pytest.mark.parametrize("name", ["article:0", "article:x", "person:1", "article:" + "9" * 40])
def test_what_is_no_name_is_nothing(staff_client, pieces, name):
    assert ask(staff_client, name=name) == []


def test_few_are_shown_the_newest_first_and_those_that_begin_so(staff_client, db):
    now = timezone.now()
    for hours in range(12):
        make_article(title=f"About lakes {hours}", published_at=now - timedelta(hours=hours))
    old = make_article(title="Lakes", published_at=now - timedelta(days=900))
    found = [row["title"] for row in ask(staff_client, q="lakes")]
    assert found == ["Lakes", *(f"About lakes {hours}" for hours in range(9))]
    assert old.title == found[0]


def test_signs_of_patterns_are_plain_characters(staff_client, db):
    make_article(title="A hundred")
    assert ask(staff_client, q="%") == ask(staff_client, q="_") == []


def test_nothing_is_changed_by_asking(staff_client, db):
    assert staff_client.post(AT, {"q": "x"}).status_code == 405


@pytest.mark.parametrize("amount", [1, 12])
def test_the_queries_are_always_as_many(staff_client, db, django_assert_num_queries, amount):
    for number in range(amount):
        make_article(title=f"Lake {number}")
        make_page(title=f"Lake {number}")
    ask(staff_client, q="lake")
    with django_assert_num_queries(6):
        ask(staff_client, q="lake")


def related(*pks):
    rows = {f"related_pieces-{n}-piece": pk for n, pk in enumerate(pks)}
    numbers = {f"related_pieces-{n}-position": n + 1 for n, _pk in enumerate(pks)}
    return {"related_pieces-TOTAL_FORMS": len(pks)} | rows | numbers


def test_who_sends_the_keys_of_related_pieces_is_told_no_title_that_they_may_not_see(
    author, pieces
):
    client = sign_in(author)
    keys = [pieces[key].pk for key in ("public", "draft", "own", "coming", "deleted")]
    page = client.post(ADD, fields(title="", **related(*keys))).content.decode()
    assert ">Water in the north</option>" in page
    assert ">Water, my own</option>" in page
    for hidden in ("Water in the south", "Water tomorrow", "Water, deleted"):
        assert hidden not in page
    own = pieces["own"]
    sent = written(own) | related(pieces["coming"].pk)
    assert "Select a valid choice" in client.post(page_of(own), sent).content.decode()
    assert not own.related_pieces.exists()


def test_what_is_related_already_stays_when_somebody_else_saves(author, pieces):
    own = pieces["own"]
    row = RelatedPiece.objects.create(article=own, piece=pieces["coming"], position=1)
    sent = written(own) | related(pieces["coming"].pk)
    sent |= {"related_pieces-INITIAL_FORMS": "1", "related_pieces-0-id": row.pk}
    sent |= {"related_pieces-0-article": own.pk}
    assert sign_in(author).post(page_of(own), sent).status_code == 302
    assert own.related_pieces.get() == row
