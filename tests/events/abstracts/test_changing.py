"""An abstract is changed, withdrawn and revived by its sender, and nothing typed is lost on the way."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from ccsis.intake.links import token_of
from ccsis.lib import arrivals
from ccsis.mail.models import Mail
from events.abstracts import actions
from events.abstracts.addresses import code_of
from events.models import Abstract, AbstractAuthor, AbstractState, AbstractVersion, Event
from tests.sendings import abstract_fields, author_fields, key_for, make_call, send_abstract

pytestmark = pytest.mark.django_db

S = AbstractState


@pytest.fixture
def event(db):
    return make_call()


@pytest.fixture
def abstract(client, event):
    return send_abstract(client, event)


def form_of(abstract) -> str:
    return abstract.get_absolute_url() + "change/"


def fields_of(abstract, **changes) -> dict:
    """As the form shows the abstract, filled in with changes."""
    rows = list(abstract.authors.order_by("number"))
    fields = {"author-count": str(len(rows))}
    for index, author in enumerate(rows):
        values = {"row": str(author.pk), "name": author.name, "email": author.email}
        fields |= author_fields(index, affiliations="\n".join(author.affiliations), **values)
    own = abstract_fields(
        abstract.event, title=abstract.title, text=abstract.text, email=abstract.email
    )
    return (
        own
        | fields
        | {"form_key": key_for("abstract-change"), "version": abstract.version}
        | changes
    )


def now(row):
    return type(row).objects.get(pk=row.pk)


def close(event):
    end = timezone.now() - timedelta(hours=1)
    Event.objects.filter(pk=event.pk).update(call_closes_on=end.date(), call_closes_time=end.time())


def test_the_form_shows_the_abstract_as_it_is(client, abstract):
    page = client.get(form_of(abstract))
    form = page.context["form"]
    assert form["title"].value() == abstract.title
    assert form["author-0-name"].value() == "Avery Example"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]


def test_a_change_is_kept_with_what_was_there_before(client, abstract):
    response = client.post(
        form_of(abstract), fields_of(abstract, text="A made-up abstract asks more.")
    )
    assert response.status_code == 302
    changed = now(abstract)
    assert (changed.text, changed.words, changed.version) == ("A made-up abstract asks more.", 5, 2)
    [earlier] = AbstractVersion.objects.all()
    assert (earlier.number, earlier.text) == (1, abstract.text)
    page = client.get(abstract.get_absolute_url() + "versions/").content.decode()
    assert "<ins>" in page
    assert "As first sent" in page
    assert Mail.objects.filter(purpose="changed").count() == 1


def test_after_the_form_was_saved_the_browser_lets_go_of_it(client, abstract):
    fields = fields_of(abstract, title="Another title")
    location = client.post(form_of(abstract), fields)["Location"]
    key = fields["form_key"].split(":")[0]
    assert location == f"{abstract.get_absolute_url()}?saved={key}"
    page = client.get(location).content.decode()
    assert "Your changes are saved." in page
    assert f'data-saved="{key}"' in page


def test_authors_are_added_moved_and_left_out(client, abstract):
    first = abstract.authors.get()
    rows = {
        "author-count": "2",
        **author_fields(0, row="", name="Sam Placeholder", email="sam@example.org"),
        **author_fields(1, row=str(first.pk)),
    }
    client.post(form_of(abstract), fields_of(abstract, **rows))
    names = abstract.authors.order_by("number").values_list("name", "pk")
    assert [name for name, _pk in names] == ["Sam Placeholder", "Avery Example"]
    assert names[1][1] == first.pk
    assert Mail.objects.filter(purpose="co-author").count() == 1
    client.post(form_of(abstract), fields_of(now(abstract), **{"author-count": "1"}))
    assert abstract.authors.count() == 1
    assert not AbstractVersion.objects.exists()


def test_two_rows_that_claim_to_be_the_same_author_are_two(client, abstract):
    pk = str(abstract.authors.get().pk)
    rows = {**author_fields(0, row=pk), **author_fields(1, row=pk, name="Sam Placeholder")}
    client.post(form_of(abstract), fields_of(abstract, **{"author-count": "2"}, **rows))
    names = list(abstract.authors.order_by("number").values_list("name", flat=True))
    assert names == ["Avery Example", "Sam Placeholder"]


def test_a_row_cannot_name_the_author_of_another_abstract(client, event, abstract):
    other = send_abstract(client, event, **author_fields(0, name="Sam Placeholder"))
    stranger = other.authors.get()
    client.post(form_of(abstract), fields_of(abstract, **{"author-0-row": str(stranger.pk)}))
    assert now(stranger).abstract == other
    assert now(stranger).name == "Sam Placeholder"
    assert abstract.authors.count() == 1


def test_two_tabs_cannot_lose_text(client, abstract):
    """The second to be saved is refused with both texts, and then saved by who has read them."""
    first = fields_of(abstract, text="The text of the first tab.")
    second = fields_of(abstract, text="The text of the second tab.", title="Its own title")
    assert client.post(form_of(abstract), first).status_code == 302
    response = client.post(form_of(abstract), second)
    assert response.status_code == 409
    page = response.content.decode()
    for words in (
        "of the first tab",
        "of the second tab",
        "Its own title",
        "Above stands what is stored",
    ):
        assert words in page
    assert now(abstract).text == first["text"]
    again = second | {"version": response.context["form"]["version"].value()}
    assert client.post(form_of(abstract), again).status_code == 302
    assert now(abstract).text == second["text"]
    texts = AbstractVersion.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == [abstract.text, first["text"]]


def test_texts_of_several_paragraphs_are_shown_side_by_side(client, abstract):
    first = fields_of(abstract, text="The first tab.\n\nIts second paragraph.")
    second = fields_of(abstract, text="Nothing in common.")
    client.post(form_of(abstract), first)
    response = client.post(form_of(abstract), second)
    assert response.status_code == 409
    assert [change.name for change in response.context["conflict"]] == ["text"]
    assert client.get(abstract.get_absolute_url() + "versions/").status_code == 200


def test_a_tab_that_differs_in_the_authors_alone_is_not_lost_either(client, abstract):
    client.post(form_of(abstract), fields_of(abstract, phone="1"))
    rows = {"author-count": "2", **author_fields(1, name="Sam Placeholder")}
    response = client.post(form_of(abstract), fields_of(abstract, phone="1", **rows))
    assert response.status_code == 409
    assert [change.name for change in response.context["conflict"]] == ["authors"]
    assert "Sam Placeholder" in response.content.decode()


def test_the_same_change_twice_is_one_change(client, abstract):
    fields = fields_of(abstract, title="Another title")
    answers = [client.post(form_of(abstract), fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (now(abstract).version, AbstractVersion.objects.count()) == (2, 1)


@pytest.mark.parametrize("version", ["", "0", "99", "x"])
def test_a_form_without_the_right_version_changes_nothing(client, abstract, version):
    response = client.post(form_of(abstract), fields_of(abstract, title="Other", version=version))
    assert response.status_code in (409, 422)
    assert now(abstract).title == abstract.title


def test_after_the_call_nothing_is_changed_and_the_text_comes_back(client, abstract):
    fields = fields_of(abstract, text="A text that came too late.")
    close(abstract.event)
    response = client.post(form_of(abstract), fields)
    assert response.status_code == 409
    assert "A text that came too late." in response.content.decode()
    assert now(abstract).text == abstract.text
    assert client.get(form_of(abstract)).status_code == 302
    assert "change/" not in client.get(abstract.get_absolute_url()).content.decode()


def test_a_format_that_is_not_offered_any_more_stays_as_it_was_chosen(client, event):
    abstract = send_abstract(client, event, format="panel")
    event.formats.filter(kind="panel").delete()
    form = client.get(form_of(abstract)).context["form"]
    assert [value for value, _label in form.fields["format"].choices] == ["panel", "workshop", ""]
    client.post(form_of(abstract), fields_of(abstract, format="panel", title="Another title"))
    assert (now(abstract).title, now(abstract).format) == ("Another title", "panel")


def test_a_refused_change_comes_back_whole(client, abstract):
    response = client.post(form_of(abstract), fields_of(abstract, text="word " * 301))
    assert response.status_code == 422
    assert "this has 301" in response.content.decode()
    assert now(abstract).version == 1


def test_with_the_database_away_a_change_comes_back(client, abstract, monkeypatch):
    fields, path = fields_of(abstract, text="Typed while it was away."), form_of(abstract)

    def gone(*_):
        raise OperationalError

    monkeypatch.setattr("ccsis.intake.links.submission_of", gone)
    response = client.post(path, fields)
    assert response.status_code == 503
    assert "Typed while it was away." in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_link_that_ended_while_the_form_was_open_gives_back_what_was_typed(client, abstract):
    fields, path = fields_of(abstract, text="Typed while the link ended."), form_of(abstract)
    Abstract.objects.update(link_counter=7)
    response = client.post(path, fields)
    assert response.status_code == 404
    assert "Typed while the link ended." in response.content.decode()
    assert now(abstract).text == abstract.text
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("state", [S.DRAFT, S.WITHDRAWN, S.CANCELLED])
def test_only_a_submitted_abstract_is_changed(client, abstract, state):
    fields = fields_of(abstract, title="Other")
    Abstract.objects.update(state=state)
    assert client.post(form_of(abstract), fields).status_code == 409
    assert now(abstract).title == abstract.title


def test_an_abstract_is_withdrawn_and_revived_while_the_call_is_open(client, abstract):
    page = abstract.get_absolute_url()
    client.get(page + "withdraw/")
    assert now(abstract).state == S.SUBMITTED
    client.post(page + "withdraw/")
    assert now(abstract).state == S.WITHDRAWN
    client.post(page + "revive/")
    assert now(abstract).state == S.SUBMITTED
    assert set(Mail.objects.values_list("purpose", flat=True)) == {
        "receipt",
        "withdrawn",
        "revived",
    }


def test_what_is_withdrawn_says_how_to_take_that_back_and_why_it_is_not_changed(client, abstract):
    form = fields_of(abstract, title="From an older tab")
    client.post(abstract.get_absolute_url() + "withdraw/")
    page = client.get(abstract.get_absolute_url()).content.decode()
    state = page.split("Where it stands")[1].split("</section>")[0]
    assert "Take the withdrawal back" in state
    assert "A copy goes to the address" not in page
    response = client.post(form_of(abstract), form)
    assert response.status_code == 409
    [error] = response.context["form"].non_field_errors()
    assert "does not take part at the moment" in error


def test_after_the_call_it_is_withdrawn_but_not_revived(client, abstract):
    close(abstract.event)
    page = abstract.get_absolute_url()
    client.post(page + "withdraw/")
    assert "revive/" not in client.get(page).content.decode()
    client.post(page + "revive/")
    assert now(abstract).state == S.WITHDRAWN


def confirmation_of(abstract) -> str:
    return f"{abstract.get_absolute_url()}confirm/{code_of(abstract)}/"


def test_an_address_is_confirmed_by_a_button_that_only_the_mail_leads_to(client, abstract):
    assert code_of(abstract) not in client.get(abstract.get_absolute_url()).content.decode()
    client.get(confirmation_of(abstract))
    assert now(abstract).email_confirmed_at is None
    client.post(confirmation_of(abstract))
    assert now(abstract).email_confirmed_at
    assert "Confirmed" in client.get(abstract.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["0" * 30, "x", "confirm"])
def test_a_wrong_code_confirms_nothing(client, abstract, code):
    client.post(f"{abstract.get_absolute_url()}confirm/{code}/")
    assert now(abstract).email_confirmed_at is None


def test_an_address_can_be_mended_until_it_is_confirmed(client, abstract):
    client.post(form_of(abstract), fields_of(abstract, email="other@example.org"))
    changed = now(abstract)
    assert changed.email == "other@example.org"
    client.post(confirmation_of(abstract))
    assert now(abstract).email_confirmed_at is None, "the code was for the earlier address"
    client.post(confirmation_of(changed))
    client.post(form_of(abstract), fields_of(now(abstract), email="third@example.org"))
    assert now(abstract).email == "other@example.org"


def test_a_mended_address_gets_the_link_that_confirms_it(client, abstract):
    client.post(form_of(abstract), fields_of(abstract, email="other@example.org"))
    for part in ("text", "html"):
        assert "[[link:confirm]]" in getattr(Mail.objects.get(purpose="changed"), part)
    client.post(confirmation_of(now(abstract)))
    client.post(form_of(abstract), fields_of(now(abstract), title="Another title"))
    assert "[[link:confirm]]" not in Mail.objects.get(purpose="changed").text


def test_a_code_confirms_no_address_that_came_meanwhile(client, abstract):
    stale = now(abstract)
    client.post(form_of(abstract), fields_of(abstract, email="other@example.org"))
    actions.confirm_address(stale)
    assert now(abstract).email_confirmed_at is None


def test_the_download_has_what_was_typed_and_what_became_of_it(client, abstract):
    client.post(form_of(abstract), fields_of(abstract, title="Another title"))
    told = json.loads(client.get(abstract.get_absolute_url() + "data.json").content)
    data = told["data"]
    assert (data["title"], data["email"]) == ("Another title", "avery@example.org")
    assert data["authors"][0]["name"] == "Avery Example"
    assert data["earlier_versions"] == [{"title": abstract.title, "text": abstract.text}]
    assert told["standing"]["state"] == "submitted"


def test_erasing_takes_authors_versions_and_mails_with_it(client, event):
    rows = {"author-count": "2", **author_fields(1, name="Sam", email="sam@example.org")}
    abstract = send_abstract(client, event, **rows)
    client.post(form_of(abstract), fields_of(abstract, title="Another title"))
    link = abstract.authors.get(number=2).get_absolute_url()
    client.post(abstract.get_absolute_url() + "erase/")
    gone = now(abstract)
    assert (gone.title, gone.text, gone.email, gone.phone, gone.topic) == ("", "", "", "", None)
    assert set(AbstractAuthor.objects.values_list("name", "orcid", "country")) == {("", "", "")}
    assert not AbstractVersion.objects.exists()
    assert not Mail.objects.exists()
    assert client.get(link).status_code == 404


def test_another_kind_of_link_opens_no_form_of_an_abstract(client, abstract):
    author = abstract.authors.get()
    for path in ("versions/", "confirm/x/"):
        assert client.get(author.get_absolute_url() + path).status_code in (302, 404)
    token = token_of(abstract)
    assert client.get(f"/my/c{token[1:]}/change/").status_code == 404


def test_when_it_arrived_is_asked_once_for_each_request(rf):
    request = rf.get("/")
    assert arrivals.arrived_at(request) == arrivals.arrived_at(request)
