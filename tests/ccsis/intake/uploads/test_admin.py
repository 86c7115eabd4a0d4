import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from ccsis.audit.models import Entry
from ccsis.intake.models import Upload, Verdict
from ccsis.intake.uploads import storing
from ccsis.intake.uploads.showing import download_link
from tests.ccsis.intake.uploads import files
from tests.ccsis.intake.uploads.rows import make_upload
from tests.factories import make_person, make_user

JAVASCRIPT = "It holds JavaScript."


@pytest.fixture(autouse=True)
def _queue(db):
    """Claiming asks for a check, which no worker takes up here."""


def found(verdict, *reasons, name="letter.pdf") -> Upload:
    """A file that was sent and checked."""
    upload = make_upload(name=name, owner=make_person())
    fields = {"verdict": verdict, "reasons": list(reasons), "checked_at": timezone.now()}
    Upload.objects.filter(pk=upload.pk).update(**fields)
    upload.refresh_from_db()
    return upload


def address(upload) -> str:
    return f"/staff/intake/upload/{upload.pk}/download/"


def fetched() -> list[tuple]:
    entries = Entry.objects.filter(action="fetched").order_by("pk")
    return [(e.actor_name, e.subject_model, e.subject_pk, e.details) for e in entries]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def member(*permissions):
    user = make_user()
    for name in permissions:
        app, codename = name.split(".")
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        user.user_permissions.add(permission)
    client = Client()
    client.force_login(user)
    return client


def test_a_clean_file_is_fetched_as_an_attachment_and_written_down(staff_client):
    upload = found(Verdict.CLEAN, name="Avery’s letter.pdf")
    response = staff_client.get(address(upload))
    assert body(response) == files.pdf()
    headers = response.headers
    assert (
        headers["Content-Disposition"]
        == "attachment; filename*=utf-8''Avery%E2%80%99s%20letter.pdf"
    )
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))
    assert fetched() == [("staff", "intake.upload", upload.pk, {"suspicious": False})]


def test_an_unchecked_file_is_not_handed_out(staff_client):
    upload = make_upload(owner=make_person())
    for response in (staff_client.get(address(upload)), staff_client.post(address(upload))):
        assert response.status_code == 409
        assert b"is being checked" in response.content
    assert fetched() == []


def test_a_suspicious_file_is_fetched_only_after_its_reasons_were_shown(staff_client):
    upload = found(Verdict.SUSPICIOUS, "javascript")
    page = staff_client.get(address(upload))
    assert (page.status_code, fetched()) == (200, [])
    assert JAVASCRIPT in page.content.decode()
    assert body(staff_client.post(address(upload))) == files.pdf()
    assert fetched() == [("staff", "intake.upload", upload.pk, {"suspicious": True})]


def test_a_page_elsewhere_cannot_fetch_it_for_somebody(staff_client):
    upload = found(Verdict.SUSPICIOUS, "javascript")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff_client.cookies
    assert strict.post(address(upload)).status_code == 403


def test_a_refused_file_is_never_handed_out(staff_client):
    upload = found(Verdict.REFUSED, "bomb", "javascript")
    for response in (staff_client.get(address(upload)), staff_client.post(address(upload))):
        assert response.status_code == 403
        assert JAVASCRIPT in response.content.decode()
    assert fetched() == []


def test_what_was_not_sent_yet_is_nobodys_business(staff_client):
    upload = make_upload()
    assert staff_client.get(address(upload)).status_code == 404
    assert staff_client.get("/staff/intake/upload/").context["cl"].result_count == 0


def test_a_file_that_is_lost_is_not_found(staff_client):
    upload = found(Verdict.CLEAN)
    storing.remove([upload.stored_name])
    assert staff_client.get(address(upload)).status_code == 404
    assert fetched() == []


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        ([], 404),
        (["intake.view_upload"], 404),
        (["articles.view_person"], 403),
        (["intake.view_upload", "articles.view_person"], 200),
    ],
)
def test_only_those_who_may_see_its_row_fetch_a_file(permissions, status):
    response = member(*permissions).get(address(found(Verdict.CLEAN)))
    response.close()
    assert response.status_code == status


def test_nobody_fetches_it_without_signing_in(client):
    response = client.get(address(found(Verdict.CLEAN)))
    assert response.status_code == 302
    assert "/staff/" in response.headers["Location"]


def test_a_password_alone_fetches_nothing(staff_client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert staff_client.get(address(found(Verdict.CLEAN))).status_code == 302


def test_files_of_a_row_that_is_gone_are_left_to_superusers(staff_client):
    upload = found(Verdict.CLEAN)
    Upload.objects.update(owner_pk=10**9)
    helper = member("intake.view_upload", "articles.view_person")
    assert helper.get(address(upload)).status_code == 403
    assert body(staff_client.get(address(upload))) == files.pdf()


def test_a_sealed_file_is_neither_listed_nor_shown_nor_handed_out(staff_client):
    upload = make_upload(name="Avery Example.pdf", owner=make_person(), is_sealed=True)
    now = timezone.now()
    for verdict, reasons in ((Verdict.CLEAN, []), (Verdict.SUSPICIOUS, ["javascript"])):
        Upload.objects.update(verdict=verdict, reasons=reasons, checked_at=now)
        assert staff_client.get(address(upload)).status_code == 404
        assert staff_client.post(address(upload)).status_code == 404
        shown = staff_client.get(f"/staff/intake/upload/{upload.pk}/change/", follow=True)
        assert shown.redirect_chain[0][0] == "/staff/"
        assert staff_client.get("/staff/intake/upload/").context["cl"].result_count == 0
    assert fetched() == []


def test_uploads_are_only_looked_up(staff_client):
    upload = found(Verdict.CLEAN)
    page = staff_client.get(f"/staff/intake/upload/{upload.pk}/change/").content.decode()
    assert f'href="{address(upload)}"' in page
    for part in ("add/", f"{upload.pk}/delete/"):
        assert staff_client.get(f"/staff/intake/upload/{part}").status_code == 403


def test_the_list_costs_the_same_with_few_uploads_and_with_many(
    staff_client, django_assert_num_queries
):
    found(Verdict.CLEAN)
    staff_client.get("/staff/intake/upload/")
    for number in (5, 6):
        [found(Verdict.CLEAN) for _ in range(number)]
        with django_assert_num_queries(4):
            staff_client.get("/staff/intake/upload/")


def test_a_link_leads_to_what_can_be_fetched_alone():
    sealed = make_upload(name="Avery Example.pdf", owner=make_person(), is_sealed=True)
    Upload.objects.filter(pk=sealed.pk).update(verdict=Verdict.CLEAN, checked_at=timezone.now())
    sealed.refresh_from_db()
    assert "href" not in download_link(sealed)
    assert "file.pdf" in download_link(sealed)
    assert "It is protected and cannot be fetched here." in download_link(sealed)
    clean, refused = found(Verdict.CLEAN), found(Verdict.REFUSED, "bomb", name="<b>.pdf")
    assert f'href="{address(clean)}"' in download_link(clean)
    told = download_link(refused)
    assert "href" not in told
    assert "_b_.pdf" in told
    assert "Unpacked it would be far larger than it looks." in told
