import base64

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from ccsis.intake.models import Upload
from ccsis.lib.encryption import (
    decrypt,
    email_digest,
    encrypt,
    is_current,
    is_token,
    rotate,
)
from ccsis.lib.keyring import Undecipherable
from tests.ccsis.intake.uploads.rows import make_upload

OLD, NEW, OTHER = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))


@pytest.mark.parametrize("text", ["", "a", "Ինչո՞ւ ես գնում", "two\nlines", "x" * 100_000])
def test_what_is_encrypted_is_read_again(text):
    assert decrypt(encrypt(text)) == text


def test_a_token_tells_nothing_and_is_never_the_same():
    tokens = {encrypt("Avery Example") for _ in range(3)}
    assert len(tokens) == 3
    assert all(is_token(token) and "Avery" not in token for token in tokens)


def test_another_key_opens_nothing(settings):
    settings.FIELD_KEYS = [OLD]
    token = encrypt("Avery Example")
    settings.FIELD_KEYS = [OTHER]
    for read in (decrypt, rotate):
        with pytest.raises(Undecipherable):
            read(token)


def test_a_token_that_was_cut_is_not_read():
    with pytest.raises(Undecipherable):
        decrypt(encrypt("x")[:-4] + "AAA=")


@pytest.mark.parametrize("token", ["gAAAAA", "nonsense", "é"])
def test_what_is_no_token_is_not_read(token):
    with pytest.raises(Undecipherable):
        decrypt(token)


def test_an_old_key_reads_and_the_first_one_writes(settings):
    settings.FIELD_KEYS = [OLD]
    token = encrypt("Avery Example")
    settings.FIELD_KEYS = [NEW, OLD]
    rotated = rotate(token)
    assert (is_current(token), is_current(rotated)) == (False, True)
    settings.FIELD_KEYS = [NEW]
    assert decrypt(rotated) == "Avery Example"


def test_what_was_encrypted_before_there_were_keys_is_read_with_them(settings):
    settings.FIELD_KEYS = []
    token = encrypt("Avery Example")
    settings.FIELD_KEYS = [NEW]
    assert decrypt(token) == "Avery Example"
    assert not is_current(token)


def test_a_field_is_plain_here_and_a_token_in_the_database(db):
    upload = make_upload(name="Avery Example.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM intake_upload")
        assert is_token(cursor.fetchone()[0])
    assert Upload.objects.get(pk=upload.pk).name == "Avery Example.pdf"


@pytest.mark.parametrize("lookup", ["name", "name__icontains", "name__in", "name__regex"])
def test_a_field_is_not_searched(db, lookup):
    with pytest.raises(FieldError):
        Upload.objects.filter(**{lookup: "Avery"})


def test_whether_a_field_is_empty_can_be_asked(db):
    make_upload()
    assert Upload.objects.filter(name__isnull=False).count() == 1


def test_an_address_is_found_in_whatever_letters_it_was_typed():
    assert email_digest(" Avery@Example.org ") == email_digest("avery@example.org")
    assert email_digest("avery@example.org") != email_digest("every@example.org")
    assert "avery" not in email_digest("avery@example.org")
