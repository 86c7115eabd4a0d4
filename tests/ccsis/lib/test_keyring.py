import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from ccsis.lib.keyring import Keyring, Undecipherable, derived, derived_key

ONE, OTHER = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def ring(*keys, mark=""):
    return Keyring(lambda: keys, mark)


def test_the_first_key_encrypts_and_all_decrypt():
    token = ring(ONE).encrypt("Avery Example")
    both = ring(OTHER, ONE)
    assert both.decrypt(token) == "Avery Example"
    assert (both.is_current(token), both.is_current(both.renewed(token))) == (False, True)
    assert both.renewed(both.rotate(token)) != token


def test_what_is_under_the_first_key_is_not_renewed():
    token = ring(ONE).encrypt("Avery Example")
    assert ring(ONE, OTHER).renewed(token) == token


@pytest.mark.parametrize("work", ["decrypt", "rotate", "renewed"])
@pytest.mark.parametrize("keys", [(), (OTHER,)])
def test_without_its_key_a_token_is_not_read(work, keys):
    token = ring(ONE).encrypt("Avery Example")
    with pytest.raises(Undecipherable):
        getattr(ring(*keys), work)(token)


def test_a_mark_is_part_of_the_token():
    plain, marked = ring(ONE), ring(ONE, mark="x:")
    token = marked.encrypt("Avery Example")
    assert token.startswith("x:")
    assert marked.decrypt(marked.rotate(token)) == "Avery Example"
    for keyring, foreign in ((plain, token), (marked, plain.encrypt("Avery Example"))):
        with pytest.raises(Undecipherable):
            keyring.decrypt(foreign)


def test_the_empty_text_stays_empty_with_and_without_keys():
    assert [ring(mark="x:").encrypt(""), ring().decrypt(""), ring().rotate("")] == ["", "", ""]


def test_nothing_is_encrypted_without_a_key():
    with pytest.raises(ImproperlyConfigured):
        ring().encrypt("Avery Example")


def test_a_key_that_is_none_is_not_quoted():
    with pytest.raises(ImproperlyConfigured) as refusal:
        ring("s3cret").encrypt("x")
    assert "s3cret" not in str(refusal.value)


def test_derived_keys_differ_by_purpose_and_do_not_hold_the_secret():
    assert derived_key("secret", "one") != derived_key("secret", "other")
    assert b"secret" not in derived("secret", "one")
    assert len(derived("secret", "one")) == 32
