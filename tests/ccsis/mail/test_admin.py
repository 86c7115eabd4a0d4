"""Mails as the staff see them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.context_processors import PermWrapper
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from ccsis.accounts.roles import ROLES
from ccsis.audit.models import Action, Entry
from ccsis.mail.actions import queue_mail
from ccsis.mail.models import Mail, State
from tests.careful import sign_in
from tests.ccsis.mail.outbox import ADDRESS, make_mail, saying, standing
from tests.factories import make_user
from tests.sendings import (
    make_abstract,
    make_author,
    make_call,
    make_event,
    make_message,
    make_partner,
)

LIST = "/staff/mail/mail/"
TRUSTED = {"editor", "event manager", "publisher"}


def resend(client, mail, **fields):
    return client.post(f"{LIST}{mail.pk}/resend/", fields)


def make_failed(error="smtp-550", **fields) -> Mail:
    """About a row that every role with mails may see."""
    mail = queue_mail(
        purpose="receipt", about=make_message(), recipient="sender", message=saying("First")
    )
    Mail.objects.filter(pk=mail.pk).update(
        state=State.FAILED, failed_at=timezone.now(), error=error, **fields
    )
    mail.refresh_from_db()
    return mail


def queues(client, title):
    return [queue for queue in client.get("/staff/").context["queues"] if queue.title == title]


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_mails_and_send_them_again(db, role):
    client, mail = sign_in(make_user(groups=[role])), make_failed()
    seen = client.get(LIST).status_code
    sent = resend(client, mail).status_code
    assert (seen, sent) == ((200, 302) if role in TRUSTED else (403, 403))
    assert standing(mail)[0] == (State.QUEUED if role in TRUSTED else State.FAILED)


def test_no_role_sees_whom_a_lost_link_was_sent_to(db):
    """Whether there is such a mail says whether the address is known."""
    mail = make_mail()
    Mail.objects.update(state=State.FAILED, failed_at=timezone.now(), error="smtp-550")
    for role in TRUSTED:
        client = sign_in(make_user(groups=[role]))
        assert client.get(LIST).context["cl"].result_count == 0
        assert resend(client, mail).status_code == 404


def test_nobody_else_sends_a_mail_again(client, db):
    mail = make_failed()
    assert resend(client, mail).url.startswith("/staff/login/")
    assert standing(mail)[0] == State.FAILED


def test_opening_an_address_sends_nothing(staff_client):
    mail = make_failed()
    assert staff_client.get(f"{LIST}{mail.pk}/resend/").status_code == 405
    assert standing(mail)[0] == State.FAILED


def test_who_sent_a_mail_again_is_on_record(db):
    user, mail = make_user(groups=["editor"]), make_failed()
    resend(sign_in(user), mail)
    entry = Entry.objects.get(action=Action.MAIL_RESENT)
    assert (entry.actor_id, entry.subject_model, entry.subject_pk) == (
        user.pk,
        "mail.mail",
        mail.pk,
    )


def test_a_mail_without_its_text_is_not_sent_again_and_that_is_said(staff_client):
    mail = make_failed(text="", html="")
    response = staff_client.post(f"{LIST}{mail.pk}/resend/", follow=True)
    words = "Its text is not kept any more. Send a new link or write to the person."
    assert (said(response), standing(mail)[0]) == ([words], State.FAILED)
    assert Entry.objects.filter(action=Action.MAIL_RESENT).count() == 0


@pytest.mark.parametrize(
    ("following", "leads_to"),
    [("/staff/contact/message/", "/staff/contact/message/")]
    + [(url, None) for url in ("https://example.org/", "//example.org", "javascript:alert(1)", "")],
)
def test_afterwards_one_is_back_where_one_was_on_this_site(staff_client, following, leads_to):
    mail = make_failed()
    response = resend(staff_client, mail, next=following)
    assert response.url == (leads_to or f"{LIST}{mail.pk}/change/")


def test_a_mail_is_looked_up_and_never_written(staff_client):
    mail = make_failed()
    page = staff_client.get(f"{LIST}{mail.pk}/change/")
    assert page.status_code == 200
    assert "First" not in page.content.decode()
    assert staff_client.post(f"{LIST}{mail.pk}/change/", {"subject": "x"}).status_code == 403
    assert staff_client.get(f"{LIST}add/").status_code == 403
    assert staff_client.post(f"{LIST}{mail.pk}/delete/", {"post": "yes"}).status_code == 403


def test_only_a_mail_that_failed_has_the_button(staff_client):
    mail = make_failed()
    button = f'action="{LIST}{mail.pk}/resend/"'
    assert button in staff_client.get(f"{LIST}{mail.pk}/change/").content.decode()
    resend(staff_client, mail)
    assert button not in staff_client.get(f"{LIST}{mail.pk}/change/").content.decode()


def test_the_list_says_what_is_wrong_in_words(staff_client):
    make_failed()
    page = staff_client.get(LIST).content.decode()
    assert "The mail server refused it for good (550)." in page


def test_failed_mails_that_can_be_sent_again_are_on_the_home_page(staff_client):
    mail = make_failed("sender-554")
    make_failed(text="", html="")
    (queue,) = queues(staff_client, "Mails that failed")
    assert [(row.url, row.note) for row in queue.rows] == [
        (f"{LIST}{mail.pk}/change/", "The mail server takes no mail from the site (554).")
    ]


def test_the_home_page_says_that_no_mail_server_is_set(staff_client, settings):
    make_mail()
    assert queues(staff_client, "Mail is not set up") == []
    settings.MAIL_SERVER = None
    (queue,) = queues(staff_client, "Mail is not set up")
    assert [(row.title, row.url) for row in queue.rows] == [("1 mail waits", LIST)]


def test_who_may_not_see_mails_has_no_such_queues(db, settings):
    settings.MAIL_SERVER = None
    make_failed()
    client = sign_in(make_user(groups=["author"]))
    assert queues(client, "Mails that failed") == queues(client, "Mail is not set up") == []


def shown_beside(user, *mails) -> str:
    """What the page of the row shows of them."""
    request = RequestFactory().get("/staff/contact/message/1/change/")
    request.user = user
    context = {"mails": mails, "perms": PermWrapper(user)}
    return render_to_string("mail/_mails.html", context, request)


def test_beside_a_row_each_mail_has_its_state_and_what_can_be_done(db):
    waiting, failed = make_mail(), make_failed()
    editor = get_user_model().objects.get(pk=make_user(groups=["editor"]).pk)
    page = shown_beside(editor, waiting, failed)
    assert re.findall(r'<td data-label="State">(.+?)</td>', page) == [
        "waiting",
        "failed<br>The mail server refused it for good (550).",
    ]
    assert re.findall(r'action="([^"]+)"', page) == [f"{LIST}{failed.pk}/resend/"]
    assert 'name="next" value="/staff/contact/message/1/change/"' in page
    assert "csrfmiddlewaretoken" in page


def test_who_may_not_send_again_has_no_button_there(db):
    assert "<form" not in shown_beside(make_user(groups=["author"]), make_failed())


def test_mails_to_co_authors_are_for_those_who_see_abstracts(db):
    """Authors have no pages of their own at the desk."""
    author = make_author(make_abstract(make_call()), email=ADDRESS)
    queue_mail(purpose="co-author", about=author, recipient="sender", message=saying("First"))
    for role, count in (("editor", 0), ("event manager", 1)):
        client = sign_in(make_user(groups=[role]))
        assert client.get(LIST).context["cl"].result_count == count


def test_who_may_not_see_a_row_sees_no_mail_about_it(db):
    """The editors answer messages; letters of interest are the event managers'."""
    letter = make_partner(make_event(), email=ADDRESS)
    mail = queue_mail(purpose="receipt", about=letter, recipient="sender", message=saying("First"))
    Mail.objects.update(state=State.FAILED, failed_at=timezone.now(), error="smtp-550")
    for role, count in (("editor", 0), ("event manager", 1)):
        client = sign_in(make_user(groups=[role]))
        assert client.get(LIST).context["cl"].result_count == count
        assert len(queues(client, "Mails that failed")) == count
        assert resend(client, mail).status_code == (302 if count else 404)
