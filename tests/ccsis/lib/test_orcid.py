import pytest

from ccsis.lib.orcid import read_orcid

ONE, OTHER = "0000-0002-1825-0097", "0000-0002-9079-593X"


@pytest.mark.parametrize(
    ("typed", "orcid"),
    [
        (ONE, ONE),
        (OTHER, OTHER),
        (OTHER.lower(), OTHER),
        (ONE.replace("-", ""), ONE),
        (f" {ONE} ", ONE),
        (f"https://orcid.org/{ONE}", ONE),
        (f"http://www.orcid.org/{ONE}/", ONE),
        (f"orcid.org/{OTHER}", OTHER),
        ("0000 0002 1825 0097", ONE),
        ("0000-0002-1825-0098", ""),
        ("0000-0002-1825-009X", ""),
        ("0000-0002-1825-009", ""),
        (f"{ONE}1", ""),
        (f"https://example.org/{ONE}", ""),
        ("٠٠٠٠-0002-1825-0097", ""),
        ("", ""),
        ("avery", ""),
    ],
)
def test_an_orcid_is_read_however_it_was_typed_and_checked(typed, orcid):
    assert read_orcid(typed) == orcid
