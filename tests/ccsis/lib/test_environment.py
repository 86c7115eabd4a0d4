import base64

import pytest

from ccsis.lib.environment import (
    DATABASE_FORM,
    database,
    is_database_url,
    keys,
    number,
    require_apart,
)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://host/name",
        "postgresql://user:pa%23%40%25ss@host:5432/name?sslmode=require",
        "postgresql://user@%2Frun%2Fpostgresql/name",
        "postgresql://user:a:b@[::1]:5432/name?application_name=me@here",
    ],
)
def test_an_address_of_a_database_is_read(url):
    assert is_database_url(url)


@pytest.mark.parametrize(
    "password",
    ["a#b", "a/b", "1/b", "a?b", "1?b", "a[b", "a[b]c", "a@b", "a@b/c", "a%b", "a b"],
)
def test_a_password_that_is_not_encoded_is_refused(password):
    assert not is_database_url(f"postgres://user:{password}@host:5432/name")


@pytest.mark.parametrize("url", ["sqlite:///name", "host/name", "postgres://host:99999/name"])
def test_another_address_is_refused(url):
    assert not is_database_url(url)


def test_the_refusal_names_the_variable_and_nothing_of_its_value(monkeypatch):
    monkeypatch.setenv("A_DATABASE", "postgres://user:s3c#ret@host/name")
    with pytest.raises(SystemExit) as refusal:
        database("A_DATABASE")
    assert str(refusal.value) == f"A_DATABASE {DATABASE_FORM}"


def test_the_parts_are_decoded(monkeypatch):
    monkeypatch.setenv("A_DATABASE", "postgres://user:s3c%23ret@host/name")
    parts = database("A_DATABASE")
    assert (parts["PASSWORD"], parts["HOST"], parts["NAME"]) == ("s3c#ret", "host", "name")


def test_keys_are_read(monkeypatch):
    given = [base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 255)]
    monkeypatch.setenv("SOME_KEYS", " , ".join(given))
    assert keys("SOME_KEYS") == given
    monkeypatch.delenv("SOME_KEYS")
    assert keys("SOME_KEYS") == []


@pytest.mark.parametrize("key", ["secret", "a" * 43, "a" * 44, "é" * 44, "+" * 44])
def test_a_wrong_key_is_refused_and_not_quoted(monkeypatch, key):
    monkeypatch.setenv("SOME_KEYS", key)
    with pytest.raises(SystemExit) as refusal:
        keys("SOME_KEYS")
    assert str(refusal.value) == (
        "SOME_KEYS: each key has to be 32 random bytes in URL-safe base64 (44 characters), "
        "with commas between keys."
    )


def test_a_private_folder_is_not_in_one_that_is_handed_out(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "media")
    require_apart("A_FOLDER", tmp_path / "private", tmp_path / "media")
    for name in ("media", "media/private", "media/../media/x", "link/private"):
        with pytest.raises(SystemExit) as refusal:
            require_apart("A_FOLDER", tmp_path / name, tmp_path / "static", tmp_path / "media")
        assert str(refusal.value) == "A_FOLDER must not be below MEDIA_ROOT or STATIC_ROOT."


@pytest.mark.parametrize(("value", "read"), [(None, 7), ("", 7), (" ", 7), ("0", 0), (" 12 ", 12)])
def test_a_number_is_read(monkeypatch, value, read):
    monkeypatch.delenv("A_NUMBER", raising=False)
    if value is not None:
        monkeypatch.setenv("A_NUMBER", value)
    assert number("A_NUMBER", 7) == read


@pytest.mark.parametrize("value", ["-1", "+1", "1.5", "two", "1 2", "0x1", "²", "١", "1" * 5000])
def test_another_number_is_refused(monkeypatch, value):
    monkeypatch.setenv("A_NUMBER", value)
    with pytest.raises(SystemExit) as refusal:
        number("A_NUMBER", 7)
    assert str(refusal.value) == f"A_NUMBER is {value!r}; write a number such as 1."
