"""The form in which a piece is written."""

import pytest
from django.contrib.auth import get_user_model

from articles.actions import freeze_bylines
from articles.models import Article, Kind, OldAddress, State
from tests.desk import ADD, errors, fields, save
from tests.factories import make_article, make_person, make_region


def staff():
    return get_user_model().objects.get(username="staff")


def test_staff_write_a_piece(staff_client):
    person, region = make_person("Avery Example", title="Lecturer"), make_region()
    response = staff_client.post(
        ADD,
        fields(
            published_at_0="2024-05-01",
            published_at_1="10:00",
            regions=[region.pk],
            topics="water, law",
            summary_points="First.\r\n\r\n  Second. \r\n",
            **{
                "bylines-TOTAL_FORMS": "1",
                "bylines-0-position": "1",
                "bylines-0-person": str(person.pk),
                "bylines-0-role": "author",
            },
        ),
    )
    assert response.status_code == 302, errors(response)
    article = Article.objects.get()
    assert article.summary_points == ["First.", "Second."]
    assert sorted(article.topics.names()) == ["law", "water"]
    assert article.bylines.get().person == person
    assert article.state == State.DRAFT
    assert (article.created_by, article.edited_by) == (staff(), staff())


def test_hostile_markup_is_removed_when_saving(staff_client):
    staff_client.post(ADD, fields(body='<p onclick="x()">Words.</p><script>x()</script>'))
    assert Article.objects.get().body == "<p>Words.</p>"


def test_an_exclusive_report_gets_its_notice(staff_client):
    staff_client.post(ADD, fields(kind=Kind.EXCLUSIVE_REPORT))
    assert "may be republished only with credit" in Article.objects.get().republication_notice


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"slug": "a slug"}, "slug"),
        ({"topics": "!!!"}, "topics"),
        ({"topics": "; ".join(["a topic"] * 20)}, "topics"),
        ({"topics": "a\x00b"}, "topics"),
        ({"summary_points": "a\x00b"}, "summary_points"),
        ({"kind": "rumour"}, "kind"),
        ({"published_at_0": "31 February", "published_at_1": "10:00"}, "published_at"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(staff_client, changes, field):
    response = staff_client.post(ADD, fields(standfirst="Typed by hand", **changes))
    assert response.status_code == 200
    assert field in errors(response)
    assert "Typed by hand" in response.content.decode()
    assert not Article.objects.exists()


def test_a_slug_that_is_taken_is_refused(staff_client):
    make_article(slug="a-made-up-title")
    assert "slug" in errors(staff_client.post(ADD, fields()))


def test_two_bylines_at_one_position_are_refused(staff_client):
    people = [make_person(), make_person("Sam Placeholder")]
    rows = {"bylines-TOTAL_FORMS": "2"}
    for number, person in enumerate(people):
        rows |= {
            f"bylines-{number}-position": "1",
            f"bylines-{number}-person": str(person.pk),
            f"bylines-{number}-role": "author",
        }
    response = staff_client.post(ADD, fields(**rows))
    assert response.status_code == 200
    assert not Article.objects.exists()


def test_another_signer_brings_their_own_name(staff_client):
    wrong, right = make_person("Avery Example", title="Dean"), make_person("Sam Placeholder")
    article = make_article(byline=[wrong])
    freeze_bylines(article)
    Article.objects.update(state=State.DRAFT)
    response = save(staff_client, article, **{"bylines-0-person": str(right.pk)})
    assert response.status_code == 302
    byline = article.bylines.get()
    assert (byline.person, byline.name, byline.title) == (right, "", "")


def test_a_slug_that_still_leads_elsewhere_is_refused(staff_client):
    OldAddress.objects.create(path="/articles/a-made-up-title/", article=make_article())
    assert "slug" in errors(staff_client.post(ADD, fields()))


def test_a_topic_may_have_several_words(staff_client):
    staff_client.post(ADD, fields(topics="Peace process"))
    assert list(Article.objects.get().topics.names()) == ["Peace process"]


def test_a_picture_that_cannot_be_shown_is_said_to_be_left_out(staff_client):
    body = '<p>Words.</p><img src="https://elsewhere.example/x.png">'
    response = staff_client.post(ADD, fields(body=body), follow=True)
    assert Article.objects.get().body == "<p>Words.</p>"
    assert "1 picture was left out of the text." in response.content.decode()


def test_staff_choose_what_to_read_beside_a_piece(staff_client):
    other = make_article()
    chosen = {
        "related_pieces-TOTAL_FORMS": "1",
        "related_pieces-0-position": "1",
        "related_pieces-0-piece": other.pk,
    }
    staff_client.post(ADD, fields(**chosen))
    (row,) = Article.objects.get(slug="a-made-up-title").related_pieces.all()
    assert (row.position, row.piece) == (1, other)


def test_a_piece_chosen_beside_itself_is_refused_at_its_field(staff_client):
    article = make_article(state=State.DRAFT)
    chosen = {
        "related_pieces-TOTAL_FORMS": "1",
        "related_pieces-0-position": "1",
        "related_pieces-0-piece": article.pk,
    }
    response = save(staff_client, article, **chosen)
    assert response.status_code == 200
    assert "A piece is not related to itself." in response.content.decode()
    assert not article.related_pieces.exists()


@pytest.mark.parametrize("year", ["0001", "0206", "1989", "9999"])
def test_a_mistyped_year_is_asked_about(staff_client, year):
    when = {"published_at_0": f"{year}-01-01", "published_at_1": "10:00"}
    assert "published_at" in errors(staff_client.post(ADD, fields(**when)))
