import pytest

from ccsis.lib.environment import DATABASE_FORM, database, is_database_url


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
