import base64

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from ccsis.lib import encryption, sealing
from ccsis.lib.sealing import SealedField, Undecipherable, seal, sealed_digest, unseal

OLD, NEW, OTHER = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (4, 5, 6))


@pytest.fixture
def production(settings):
    settings.DEVELOPMENT = False
    settings.IDENTITY_KEYS = []
    return settings


@pytest.mark.parametrize("text", ["", "a", "Ինչո՞ւ ես գնում", "two\nlines"])
def test_what_is_sealed_is_opened_again(text):
    assert unseal(seal(text)) == text


def test_a_token_tells_nothing_and_is_never_the_same():
    tokens = {seal("Avery Example") for _ in range(3)}
    assert len(tokens) == 3
    assert all(token.startswith("sealed:") and "Avery" not in token for token in tokens)


@pytest.mark.parametrize("keys", [[], [NEW]])
def test_an_encrypted_text_and_a_sealed_one_are_not_taken_for_each_other(settings, keys):
    """Not even where the same key was set for both, or the mark is put on or taken off."""
    settings.FIELD_KEYS = settings.IDENTITY_KEYS = keys
    encrypted, sealed = encryption.encrypt("Avery Example"), seal("Avery Example")
    for token in (encrypted, f"sealed:{encrypted}", sealed.removeprefix("sealed:")):
        with pytest.raises(Undecipherable):
            unseal(token)
    for token in (sealed, sealed.removeprefix("sealed:")):
        with pytest.raises(Undecipherable):
            encryption.decrypt(token)


def test_an_old_key_opens_and_the_first_one_seals(settings):
    settings.IDENTITY_KEYS = [OLD]
    token = seal("Avery Example")
    settings.IDENTITY_KEYS = [NEW, OLD]
    rotated = sealing.KEYRING.renewed(token)
    settings.IDENTITY_KEYS = [NEW]
    assert unseal(rotated) == "Avery Example"
    with pytest.raises(Undecipherable):
        unseal(token)


def test_in_production_nothing_is_sealed_without_a_key(production):
    assert not sealing.is_available()
    for work in (lambda: seal("x"), lambda: sealed_digest("email", "x")):
        with pytest.raises(ImproperlyConfigured):
            work()
    assert sealing.sealed_digests("email", "x") == []


def test_in_production_the_secret_of_the_site_opens_nothing(production):
    production.DEVELOPMENT = True
    token = seal("Avery Example")
    production.DEVELOPMENT = False
    for keys in ([], [NEW]):
        production.IDENTITY_KEYS = keys
        with pytest.raises(Undecipherable):
            unseal(token)


def test_in_production_a_key_is_enough(production):
    production.IDENTITY_KEYS = [NEW]
    assert sealing.is_available()
    assert unseal(seal("Avery Example")) == "Avery Example"


def test_a_digest_finds_and_tells_nothing():
    found = sealed_digest("email", "avery@example.org")
    assert found == sealed_digest("email", "avery@example.org")
    assert len(found) == 64
    others = {
        sealed_digest("phone", "avery@example.org"),
        sealed_digest("email", "every@example.org"),
        encryption.digest("email", "avery@example.org"),
    }
    assert found not in others


def test_a_digest_under_an_older_key_is_still_found(production):
    production.IDENTITY_KEYS = [OLD]
    noted = sealed_digest("email", "avery@example.org")
    production.IDENTITY_KEYS = [NEW, OLD]
    found = sealing.sealed_digests("email", "avery@example.org")
    assert found == [sealed_digest("email", "avery@example.org"), noted]


@isolate_apps("ccsis.intake")
def sealed_model():
    class Secret(models.Model):
        text = SealedField(blank=True)

        class Meta:
            app_label = "intake"

    return Secret


def test_a_field_stays_sealed_when_it_is_loaded():
    model, token = sealed_model(), seal("Avery Example")
    row = model.from_db("default", ["id", "text"], [1, token])
    assert row.text == token
    assert unseal(row.text) == "Avery Example"
    assert not hasattr(SealedField, "from_db_value")


def test_plain_text_is_not_saved_in_it_and_not_quoted():
    field = sealed_model()._meta.get_field("text")
    token = seal("Avery Example")
    assert [field.get_prep_value(value) for value in ("", None, token)] == ["", None, token]
    for plain in ("Avery Example", encryption.encrypt("Avery Example")):
        with pytest.raises(ValueError) as refusal:
            field.get_prep_value(plain)
        assert plain not in str(refusal.value)


@pytest.mark.parametrize("lookup", ["text", "text__icontains", "text__in", "text__startswith"])
def test_a_field_is_not_searched(lookup):
    with pytest.raises(FieldError):
        sealed_model()._base_manager.filter(**{lookup: "sealed:x"})


def test_whether_a_field_is_empty_can_be_asked():
    sql = str(sealed_model()._base_manager.exclude(text="").query)
    assert "NOT" in sql


def test_no_form_of_a_model_has_it():
    assert modelform_factory(sealed_model(), fields="__all__").base_fields == {}
