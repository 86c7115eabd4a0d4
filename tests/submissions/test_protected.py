"""Who a protected sender is: nowhere but sealed, opened by two permissions, each time noted."""

import base64
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from articles import releasing
from articles.jobs import draw_pictures
from ccsis.accounts.roles import EDITOR, PUBLISHER, ROLES
from ccsis.audit.models import Entry
from ccsis.intake import lost
from ccsis.intake.models import Draft, LinkRequest, Upload
from ccsis.lib.encryption import email_digest
from ccsis.mail.delivery import deliver
from ccsis.mail.models import Mail
from submissions import actions
from submissions.handoff import Wishes
from submissions.identities import address_of
from submissions.models import Contribution
from tests.careful import sign_in
from tests.contributions import (
    CANARY,
    make_contribution,
    protected_fields,
    send_pitch,
    send_protected,
)
from tests.sendings import key_for

pytestmark = pytest.mark.django_db

LIST = "/staff/submissions/contribution/"
#: Each in the words of one field.
WORDS = [
    "Canaryname",
    "Quillfeather",
    "canary.quillfeather",
    "8877665544",
    "Canarytitle",
    "Canaryaffiliation",
    "Canarybiography",
    "canarylinks",
    "canary-manuscript",
    "Canaryinsidethefile",
]


def png(words: bytes) -> bytes:
    """A picture with words in its metadata."""
    info = PngInfo()
    info.add_text("Author", words.decode())
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def send_with_file(client, **changes):
    file = SimpleUploadedFile("canary-manuscript.png", png(b"Canaryinsidethefile"))
    return send_protected(client, original_file=file, **changes)


def spoken(text: str) -> list[str]:
    """Which of the words are said in a text."""
    return [word for word in WORDS if word.casefold() in text.casefold()]


def member(name: str, *roles: str, permissions=()):
    user = User.objects.create_user(name, password="demo-password", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def database() -> str:
    """Every row of every table, as Python reads it with all keys but the one that matters."""
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in models)


def every_page_at_the_desk(client, row) -> str:
    steps = ("assign", "ask", "discuss", "accept", "decline", "note", "new-link", "erase")
    paths = [
        "/staff/",
        LIST,
        f"{LIST}?q=A.+Mockup",
        f"{LIST}{row.pk}/change/",
        *(f"{LIST}{row.pk}/step/{step}/" for step in steps),
        *(f"/staff/{table}/" for table in ("mail/mail", "intake/upload", "audit/entry")),
        "/staff/articles/person/",
        "/staff/articles/article/",
    ]
    return "".join(client.get(path, follow=True).content.decode() for path in paths)


def every_public_page(client, article, person) -> str:
    paths = [
        "/",
        "/articles/",
        article.get_absolute_url(),
        person.get_absolute_url(),
        "/search/?q=minutes",
        "/feeds/rss/",
        "/feeds/atom/",
        "/sitemap.xml",
        "/contribute/",
        "/privacy/",
    ]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return "".join(answer.content.decode() for answer in answers)


def test_nothing_of_it_stands_anywhere_but_sealed(client, staff_client, caplog, settings, tmp_path):
    caplog.set_level(logging.DEBUG)
    row = send_with_file(client)
    assert spoken(database()) == []
    desk = every_page_at_the_desk(staff_client, row)
    assert "A. Mockup" in desk
    assert spoken(desk) == []
    own = client.get(row.get_absolute_url()).content.decode()
    own += client.get(f"{row.get_absolute_url()}data.json").content.decode()
    assert "A. Mockup" in own
    assert spoken(own) == []
    assert spoken(caplog.text) == []
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert spoken(f"{path} {path.read_bytes().decode('latin-1')}") == [], path


def test_not_even_after_it_was_asked_accepted_and_published(client, staff_client):
    row = send_with_file(client)
    by = User.objects.get(username="staff")
    asked = actions.ask(row, by=by, text="Which minutes?")
    fields = {"form_key": key_for("contribution-reply"), "text": "Those."}
    client.post(f"{row.get_absolute_url()}write/", fields)
    accepted = actions.accept(asked, by=by, text="Yes.", wishes=Wishes())
    byline = accepted.article.bylines.get()
    assert (byline.name, byline.title, byline.affiliation) == ("A. Mockup", "", "")
    assert (byline.person.name, byline.person.biography) == ("A. Mockup", "")
    article = accepted.article
    releasing.release(article, by=by, reason="Read by two.")
    draw_pictures(article_id=article.pk)
    public = every_public_page(client, article, byline.person)
    assert public.count("A. Mockup") > 5
    assert spoken(public) == []
    assert spoken(database()) == []
    assert spoken(every_page_at_the_desk(staff_client, row)) == []


def test_mails_greet_nobody_and_find_their_address_while_they_are_sent(client, settings):
    row = send_with_file(client)
    mail = Mail.objects.get()
    assert spoken(mail.text + mail.html + mail.subject) == []
    assert row.title not in mail.text
    sent = []
    settings.MAIL_SERVER = type("Server", (), {"send": lambda _self, mail: sent.append(mail)})()
    deliver(mail.pk)
    assert sent[0]["To"] == CANARY["email"]
    body = sent[0].as_string().replace(CANARY["email"], "")
    assert spoken(body) == []
    assert spoken(database()) == []
    mail.refresh_from_db()
    assert mail.address_digest == row.email_digest != email_digest(CANARY["email"])


def test_no_digest_leads_from_a_mail_to_what_else_came_from_the_address(client, settings):
    """A row is joined to another by equal digests in a dump alone, without any key."""
    send_with_file(client)
    send_pitch(client, email=CANARY["email"])
    settings.MAIL_SERVER = type("Server", (), {"send": lambda _self, mail: None})()
    for mail in Mail.objects.all():
        deliver(mail.pk)
    mails = set(Mail.objects.values_list("address_digest", flat=True))
    rows = set(Contribution.objects.values_list("email_digest", flat=True))
    assert (len(mails), mails) == (2, rows)


def test_its_address_is_read_for_mails_alone():
    row = make_contribution(is_protected=True, email="canary.quillfeather@example.org")
    assert row.email == ""
    assert row.mail_address("sender") == address_of(row) == "canary.quillfeather@example.org"
    assert row.mail_address("editor") == ""


def test_a_lost_link_is_sent_to_a_protected_sender_too(client):
    row = send_protected(client)
    lost.ask_for_links(email="Canary.Quillfeather@example.org", language="en")
    request = LinkRequest.objects.get()
    assert lost.answer(request)
    assert request.mail_links() == {row.reference: row.get_absolute_url()}
    assert request.mail_address("sender") == "Canary.Quillfeather@example.org"


def test_a_lost_link_leads_nobody_who_reads_the_database_to_a_protected_sender(client):
    send_protected(client)
    send_pitch(client, email=CANARY["email"], full_name="Avery Example")
    # The open one says it in its own row and receipt.
    Contribution.objects.filter(is_protected=False).update(email="")
    Mail.objects.all().delete()
    lost.ask_for_links(email=CANARY["email"], language="en")
    request = LinkRequest.objects.get()
    assert lost.answer(request)
    assert len(request.mail_links()) == 2
    assert spoken(database()) == []
    digests = Contribution.objects.filter(is_protected=False).values_list("email_digest", flat=True)
    assert request.email_digest not in digests
    ends = Contribution.objects.values_list("link_until", flat=True)
    assert {end.time() for end in ends} == {time(23, 59, 59)}


def test_its_lost_link_is_found_after_a_change_of_keys(client, settings):
    old, new = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))
    settings.IDENTITY_KEYS = [old]
    row = send_protected(client)
    settings.IDENTITY_KEYS = [new, old]
    call_command("rotate_field_keys", stdout=io.StringIO())
    settings.IDENTITY_KEYS = [new]
    lost.ask_for_links(email=CANARY["email"], language="en")
    assert list(LinkRequest.objects.get().mail_links()) == [row.reference]


def test_whose_link_was_lost_is_sealed_too(client, settings):
    row = send_protected(client)
    lost.ask_for_links(email=CANARY["email"], language="en")
    request = LinkRequest.objects.get()
    assert lost.answer(request)
    assert spoken(database()) == []
    sent = []
    settings.MAIL_SERVER = type("Server", (), {"send": lambda _self, mail: sent.append(mail)})()
    deliver(Mail.objects.get(purpose="lost-link").pk)
    assert sent[0]["To"] == CANARY["email"]
    assert row.get_absolute_url() in sent[0].get_body().get_content()
    known = email_digest(CANARY["email"])
    assert known not in (
        request.email_digest,
        *Mail.objects.values_list("address_digest", flat=True),
    )


def test_the_desk_does_not_see_whether_a_lost_link_was_sent(client):
    """Else whoever guesses an address asks for its links, and looks whether a mail goes out."""
    send_protected(client)
    lost.ask_for_links(email=CANARY["email"], language="en")
    lost.answer(LinkRequest.objects.get())
    Mail.objects.update(state="failed", failed_at=timezone.now())
    desk = sign_in(member("a-made-up-publisher", PUBLISHER))
    assert "receipt" in desk.get("/staff/mail/mail/").content.decode()
    for path in ("/staff/mail/mail/", "/staff/"):
        assert "lost-link" not in desk.get(path).content.decode()


@pytest.mark.parametrize("role", [*ROLES, "open_identity", "open_original", "nobody"])
def test_two_permissions_open_it_and_no_other(client, role):
    row = send_with_file(client)
    Upload.objects.update(verdict="clean", checked_at="2026-01-01T00:00Z")
    upload = Upload.objects.get()
    editor = [EDITOR] if role.startswith("open") else [role]
    user = member("a-made-up-member", *editor, permissions=[role])
    desk = sign_in(user)
    confirm(desk, user)
    identity = desk.post(f"{LIST}{row.pk}/identity/")
    confirm(desk, user)
    original = desk.post(f"{LIST}{row.pk}/original/{upload.pk}/")
    may_identity = role in (PUBLISHER, "open_identity")
    may_original = role in (PUBLISHER, "open_original")
    assert (identity.status_code == 200) == may_identity
    assert (original.status_code == 200) == may_original
    assert ("Canaryname" in identity.content.decode()) == may_identity
    assert (b"Canaryinsidethefile" in original.content) == may_original
    noted = [
        entry.action for entry in Entry.objects.filter(action__contains="opened").order_by("pk")
    ]
    assert noted == ["identity-opened"] * may_identity + ["original-opened"] * may_original
    assert spoken(str(list(Entry.objects.values()))) == []


def confirm(client, user):
    """As somebody who has just shown the password again."""
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")
    request.session.save()


def test_each_opening_asks_who_is_there_anew(client):
    row = send_protected(client)
    desk = sign_in(member("a-made-up-publisher", PUBLISHER))
    path = f"{LIST}{row.pk}/identity/"
    assert "Canaryname" not in desk.get(path).content.decode()
    first = desk.post(path)
    assert (
        first["Location"]
        == f"/staff/account/confirm/?next=%2Fstaff%2Fsubmissions%2Fcontribution%2F{row.pk}%2Fidentity%2F"
    )
    desk.post(first["Location"], {"password": "demo-password"})
    opened = desk.post(path)
    assert "Canaryname Quillfeather" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert desk.post(path).status_code == 302
    assert Entry.objects.filter(action="identity-opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_confirmation_opens_one_though_several_are_asked_for_at_once(client):
    row = send_protected(client)
    user = member("a-made-up-publisher", permissions=["open_identity", "view_contribution"])
    desk = sign_in(user)
    confirm(desk, user)

    def ask(_):
        again = Client()
        again.cookies = desk.cookies
        try:
            return again.post(f"{LIST}{row.pk}/identity/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(ask, range(4))) == [200, 302, 302, 302]
    assert Entry.objects.filter(action="identity-opened").count() == 1


@pytest.mark.parametrize(
    "asked",
    [
        "submissions/contribution/?email_digest__startswith=a",
        "submissions/contribution/?link_until__gt=2026-01-01",
        "submissions/contribution/?sealed=",
        "submissions/contribution/?pk__gt=0",
        "mail/mail/?address_digest__startswith=a",
        "mail/mail/?went_at__gt=2026-01-01",
    ],
)
def test_the_address_of_a_list_asks_for_nothing_that_tells_two_senders_apart(asked):
    desk = sign_in(member("a-made-up-editor", EDITOR))
    assert desk.get(f"/staff/{asked}").status_code == 400


def test_a_file_that_was_not_checked_is_not_opened(client):
    row = send_with_file(client)
    user = member("a-made-up-publisher", PUBLISHER)
    desk = sign_in(user)
    confirm(desk, user)
    answer = desk.post(f"{LIST}{row.pk}/original/{Upload.objects.get().pk}/")
    assert answer.status_code == 409
    assert "not handed out" in answer.content.decode()


def test_under_another_key_nothing_opens_and_the_page_says_so(client, settings):
    settings.IDENTITY_KEYS = ["x" * 43 + "="]
    row = send_protected(client)
    settings.IDENTITY_KEYS = []
    user = member("a-made-up-publisher", PUBLISHER)
    desk = sign_in(user)
    confirm(desk, user)
    answer = desk.post(f"{LIST}{row.pk}/identity/")
    assert "None of the keys that are set opens it." in answer.content.decode()
    assert Contribution.objects.get().mail_address("sender") == ""


def test_without_a_key_no_pseudonym_is_offered_and_none_is_received_in_plain(client, settings):
    fields = protected_fields()
    settings.DEVELOPMENT = False
    page = client.get("/contribute/pitch/").content.decode()
    assert "keep sealed who I am" not in page
    assert "not by this form for now" in client.get("/contribute/").content.decode()
    answer = client.post("/contribute/pitch/", fields)
    assert answer.status_code == 503
    assert "We cannot protect your identity at the moment" in answer.content.decode()
    assert "A. Mockup" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_draft_keeps_nothing_of_who_is_protected(client):
    answer = client.post("/contribute/pitch/", protected_fields(save_draft="1"))
    page = client.get(answer["Location"]).content.decode()
    assert "neither your name nor your contact is kept in a draft" in page
    draft = Draft.objects.get()
    assert spoken(draft.typed) == []
    assert "Who+signs+the+minutes" in draft.typed


def test_erased_nothing_is_left_to_be_opened(client, staff_client):
    row = send_with_file(client)
    client.post(f"{row.get_absolute_url()}erase/")
    row.refresh_from_db()
    assert (row.sealed, row.pseudonym, row.email_digest) == ("", "", "")
    assert staff_client.post(f"{LIST}{row.pk}/identity/").status_code == 404


def test_a_dump_of_the_database_says_nothing(client):
    """As PostgreSQL itself writes its rows, past every field of Django."""
    send_with_file(client)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        text = ""
        for table in tables:
            cursor.execute(
                f"SELECT coalesce(string_agg(row::text, chr(10)), '') FROM \"{table}\" AS row"
            )
            text += cursor.fetchone()[0]
    assert "A. Mockup" in text
    assert spoken(text) == []
