"""A proof of work that was calculated once is not lost with a refusal."""

import re
from unittest import mock

import altcha
import pytest
from django.db import OperationalError

from ccsis.contact.models import Message
from ccsis.intake import keys, proof
from ccsis.intake.desk.switches import FormSwitchAdmin
from ccsis.intake.models import Doubt, FormSwitch
from tests.sendings import CONTACT, message_fields

pytestmark = pytest.mark.django_db


def proved(fields) -> dict[str, str]:
    key = keys.read_key("contact", fields["form_key"]).value
    challenge = altcha.Challenge.from_dict(proof.challenge(key))
    solution = altcha.solve_challenge(challenge)
    return fields | {"proof": altcha.Payload(challenge, solution).to_base64()}


def test_what_comes_back_without_the_database_is_sent_again_with_its_proof(client):
    FormSwitch.objects.create(slug="contact", mode="proof")
    fields = proved(message_fields())
    with mock.patch("ccsis.views.receive", side_effect=OperationalError):
        page = client.post(CONTACT, fields).content.decode()
    (carried,) = re.findall(r'name="proof" value="([^"]*)"', page)
    client.post(CONTACT, fields | {"proof": carried})
    assert Message.objects.get().doubt == Doubt.NONE


def test_a_switch_is_set_and_never_deleted(rf):
    assert FormSwitchAdmin(FormSwitch, None).has_delete_permission(rf.get("/")) is False
