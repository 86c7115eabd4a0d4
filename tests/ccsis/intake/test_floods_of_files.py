"""The disk is everybody's: one place cannot fill it with files of forms that are refused."""

import pytest
from django.test import Client

from ccsis.intake import limits
from ccsis.intake.limits import DAY, HOUR, Limit
from ccsis.intake.models import FormSwitch, Upload
from tests.ccsis.intake.uploads import files
from tests.sendings import letter_fields, make_event

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def event():
    return make_event()


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(limits, "OTHERS", {"file": (Limit(2, HOUR), Limit(3, DAY))})


def send(event, address=HERE, **changes):
    fields = letter_fields(letter_file=files.upload("letter.pdf", None)) | changes
    return Client().post(f"{event.get_absolute_url()}partners/", fields, REMOTE_ADDR=address)


def codes(response) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {name: [error.code for error in found] for name, found in errors.items()}


def test_files_of_refused_forms_are_kept_up_to_the_share_of_their_place(event):
    refused = [codes(send(event, organisation="")) for _ in range(4)]
    wrong, full = {"organisation": ["required"]}, {"letter_file": ["too_many_files"]}
    assert refused == [wrong, wrong, wrong | full, wrong | full]
    assert Upload.objects.count() == 2


def test_a_closed_form_cannot_be_used_to_fill_the_disk(event):
    FormSwitch.objects.create(slug="partners", mode="closed", message="Back on Monday.")
    assert [send(event).status_code for _ in range(4)] == [409] * 4
    assert Upload.objects.count() == 0


def test_another_place_keeps_its_files(event):
    for _ in range(4):
        send(event, organisation="")
    assert send(event, ELSEWHERE).status_code == 302


def test_the_same_form_again_is_no_file_more(event):
    fields = letter_fields()
    answers = [send(event, form_key=fields["form_key"])["Location"] for _ in range(4)]
    assert len(set(answers)) == 1
    assert send(event).status_code == 302


def test_without_its_file_the_letter_is_received_all_the_same(event):
    for _ in range(3):
        send(event, organisation="")
    assert send(event).status_code == 422
    assert send(event, letter_file="").status_code == 302
