"""Saving over somebody else's newer save is refused, and nothing that was typed is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from articles.models import Page, Series, SeriesPart
from ccsis.desk.models import UnsavedWork
from tests.careful import hidden_fields, sign_in
from tests.desk import fields
from tests.factories import make_article, make_page, make_region, make_series, make_superuser


@pytest.fixture
def dana(db):
    dana = make_superuser("dana")
    dana.first_name, dana.last_name = "Dana", "Example"
    dana.save()
    return sign_in(dana)


@pytest.fixture
def page(db):
    return make_page(title="First title", body="<p>One two three.</p>")


def address(row):
    return f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def data(page, **changes):
    return {"title": page.title, "slug": page.slug, "body": page.body} | changes


def parts(*rows, initial=0):
    """Inline forms of a series."""
    sent = {"parts-TOTAL_FORMS": str(len(rows)), "parts-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        sent |= {f"parts-{number}-{name}": value for name, value in row.items()}
    return sent


def test_what_nobody_else_changed_is_saved(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    assert staff_client.post(address(page), data(page, title="Mine") | hidden).status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Mine"


def test_a_stale_save_is_refused_and_says_who_saved(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    dana.post(address(page), data(page, title="Hers"))
    typed = data(page, title="Mine", body="<p>One two four.</p>")
    response = staff_client.post(address(page), typed | hidden)
    conflict = response.context["desk"]["visit"].conflict
    assert response.status_code == 409
    assert conflict.sentence.startswith("Dana Example saved this at ")
    assert Page.objects.get(pk=page.pk).title == "Hers"
    assert [(one.change.label, one.change.old, one.change.new) for one in conflict.differences] == [
        ("Title", "Hers", "Mine"),
        ("Text", "<p>One two three.</p>", "<p>One two four.</p>"),
    ]


def test_everything_typed_comes_back(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    dana.post(address(page), data(page, title="Hers"))
    response = staff_client.post(address(page), data(page, title="Mine & more") | hidden)
    content = response.content.decode()
    assert 'value="Mine &amp; more"' in content
    assert "Somebody else saved this meanwhile, so nothing was saved." in content


def test_who_changed_what_is_told_apart(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    dana.post(address(page), data(page, title="Hers", body="<p>Hers.</p>"))
    typed = data(page, body="<p>Mine.</p>", is_public="on")
    response = staff_client.post(address(page), typed | hidden)
    notes = {
        one.change.name: one.note for one in response.context["desk"]["visit"].conflict.differences
    }
    assert notes == {
        "title": "Only the other person changed this. Saving would undo it.",
        "body": "Both of you changed this, or you would undo a change.",
        "is_public": "Only you changed this.",
    }


def test_the_second_time_it_is_saved_deliberately(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    dana.post(address(page), data(page, title="Hers"))
    refused = staff_client.post(address(page), data(page, title="Mine") | hidden)
    again = hidden | {"_fingerprint": refused.context["desk"]["visit"].fingerprint}
    assert staff_client.post(address(page), data(page, title="Mine") | again).status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Mine"


def test_a_third_save_between_is_a_new_conflict(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    dana.post(address(page), data(page, title="Hers"))
    refused = staff_client.post(address(page), data(page, title="Mine") | hidden)
    dana.post(address(page), data(page, title="Hers again"))
    again = hidden | {"_fingerprint": refused.context["desk"]["visit"].fingerprint}
    assert staff_client.post(address(page), data(page, title="Mine") | again).status_code == 409
    assert Page.objects.get(pk=page.pk).title == "Hers again"


def test_an_error_in_the_form_does_not_make_it_newer(staff_client, dana, page):
    hidden = hidden_fields(staff_client, address(page))
    wrong = staff_client.post(address(page), data(page, title="") | hidden)
    assert wrong.context["desk"]["visit"].fingerprint == hidden["_fingerprint"]
    dana.post(address(page), data(page, title="Hers"))
    assert staff_client.post(address(page), data(page, title="Mine") | hidden).status_code == 409


@pytest.mark.parametrize(
    "sent",
    ["", "zz", "null", "[]", '{"at": "x"}', '{"at": 1e99, "digests": {}}', "\x00", "[" * 9000],
)
def test_a_form_that_does_not_say_what_it_is_based_on_is_refused(staff_client, page, sent):
    response = staff_client.post(address(page), data(page, title="Mine") | {"_fingerprint": sent})
    assert response.status_code == 409
    assert Page.objects.get(pk=page.pk).title == "First title"


def test_a_change_outside_of_the_desk_counts_too(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    Page.objects.filter(pk=page.pk).update(title="By a command")
    response = staff_client.post(address(page), data(page, title="Mine") | hidden)
    assert response.status_code == 409
    assert "in no form of the desk" in response.content.decode()


def test_rows_beside_the_row_count_too(staff_client, dana):
    series = make_series()
    hidden = hidden_fields(staff_client, address(series))
    dana.post(
        address(series),
        {"title": series.title, "slug": series.slug} | parts({"number": "1", "title": "A part"}),
    )
    response = staff_client.post(
        address(series), {"title": "Mine", "slug": series.slug} | parts() | hidden
    )
    (title, rows) = response.context["desk"]["visit"].conflict.differences
    assert response.status_code == 409
    assert (title.change.new, rows.change.old, rows.change.new) == ("Mine", ["1 · A part"], "")


def test_a_row_that_was_deleted_beside_it_comes_back_as_a_new_one(staff_client):
    series = make_series()
    part = SeriesPart.objects.create(series=series, number=1, title="A part")
    hidden = hidden_fields(staff_client, address(series))
    part.delete()
    row = {"id": str(part.pk), "series": str(series.pk), "number": "1", "title": "A part, typed"}
    sent = {"title": series.title, "slug": series.slug} | parts(row, initial=1)
    refused = staff_client.post(address(series), sent | hidden)
    assert 'value="A part, typed"' in refused.content.decode()
    again = hidden | {"_fingerprint": refused.context["desk"]["visit"].fingerprint}
    row = {"number": "1", "title": "A part, typed"}
    staff_client.post(
        address(series), {"title": series.title, "slug": series.slug} | parts(row) | again
    )
    assert [part.title for part in series.parts.all()] == ["A part, typed"]


def test_choices_of_many_are_compared_by_name(staff_client, dana):
    article = make_article(state="draft", regions=["caucasus"])
    hidden = hidden_fields(staff_client, address(article))
    article.regions.add(make_region("eurasia"))
    regions = [article.regions.get(slug="caucasus").pk]
    sent = fields(title=article.title, slug=article.slug, regions=regions, topics="law")
    response = staff_client.post(address(article), sent | hidden)
    found = {
        one.change.label: (one.change.old, one.change.new)
        for one in response.context["desk"]["visit"].conflict.differences
    }
    assert response.status_code == 409
    assert found["Regions"] == (["Caucasus", "Eurasia"], ["Caucasus"])
    assert found["Topics"] == ("", ["law"])


def test_what_was_typed_for_a_deleted_row_can_be_saved_as_a_new_one(staff_client, page):
    hidden = hidden_fields(staff_client, address(page))
    page.delete()
    response = staff_client.post(address(page), data(page, title="Mine") | hidden)
    assert response.status_code == 409
    assert "Mine" in response.content.decode()
    opened = staff_client.get(response.context["opens"], follow=True)
    assert opened.redirect_chain[0][0].startswith("/staff/articles/page/add/?work=")
    assert 'value="Mine"' in opened.content.decode()


def test_what_was_typed_for_a_piece_that_was_released_meanwhile_is_kept(staff_client):
    article = make_article(state="draft")
    hidden = hidden_fields(staff_client, address(article))
    type(article).objects.filter(pk=article.pk).update(state="ready")
    sent = fields(title="Mine", slug=article.slug)
    response = staff_client.post(address(article), sent | hidden)
    assert response.status_code == 409
    assert "has been released" in response.content.decode()
    assert "Mine" in response.content.decode()
    work = UnsavedWork.objects.get()
    assert "Mine" in staff_client.get(f"{address(article)}?work={work.pk}").content.decode()
    article.refresh_from_db()
    assert article.title != "Mine"


def test_who_may_only_look_gets_none_of_it(page, django_user_model):
    looker = django_user_model.objects.create_user("looker", is_staff=True)
    from django.contrib.auth.models import Permission

    looker.user_permissions.add(Permission.objects.get(codename="view_page"))
    client = sign_in(looker)
    assert "desk" not in client.get(address(page)).context
    assert client.post(address(page), data(page, _fingerprint="")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_exactly_one_wins(jobs):
    page = make_page(title="First title")
    clients = [sign_in(make_superuser(name)) for name in ("first", "second")]
    hidden = [hidden_fields(client, address(page)) for client in clients]
    start, answers = Barrier(2), {}

    def save(number):
        start.wait()
        sent = data(page, title=f"By {number}") | hidden[number]
        answers[number] = clients[number].post(address(page), sent).status_code
        connection.close()

    threads = [Thread(target=save, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [302, 409]
    winner = next(number for number, status in answers.items() if status == 302)
    assert Page.objects.get(pk=page.pk).title == f"By {winner}"


def test_the_costs_of_a_form_do_not_grow_by_its_fingerprint(
    staff_client, django_assert_num_queries
):
    series = make_series()
    for number in range(1, 4):
        SeriesPart.objects.create(series=series, number=number, title="A part")
    staff_client.get(address(series))
    with django_assert_num_queries(10):
        staff_client.get(address(series))
    assert Series.objects.count() == 1
