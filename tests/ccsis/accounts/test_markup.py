"""What the Nu HTML checker says of the pages of accounts."""

import pytest

from ccsis.accounts import links
from tests.ccsis.accounts.people import ACCOUNT, make_enrolled, make_member, open_session, sign_in
from tests.ccsis.test_markup import complaints

pytestmark = pytest.mark.django_db
OF_MEMBERS = ["", "app/remove/", "passkeys/add/", "codes/", "codes/new/", "password/", "confirm/"]


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def written(client, tmp_path):
    """A page in each file."""

    def write(page: str, response):
        (tmp_path / f"{page.strip('/').replace('/', '-') or 'index'}.html").write_bytes(
            response.content
        )

    user = make_enrolled()
    token = links.create(make_member("robin", password=None))
    for page in ("login/", "welcome/nonsense/", f"welcome/{token}/"):
        write(page, client.get(f"{ACCOUNT}{page}"))
    write("refused", client.post(f"{ACCOUNT}login/", {"login": "x", "password": "y"}))
    sign_in(client, user)
    write("login/code/", client.get(f"{ACCOUNT}login/code/"))
    open_session(client, user, second_factor=user.authenticator_set.get(type="totp"))
    for page in OF_MEMBERS:
        write(page, client.get(f"{ACCOUNT}{page}"))
    open_session(client, make_member("new"))
    write("enrolling", client.get(ACCOUNT))
    write("app/", client.get(f"{ACCOUNT}app/"))
    return sorted(tmp_path.glob("*.html"))


def test_every_page_is_valid_html(nu, written):
    assert len(written) == 14
    assert complaints(nu, written) == []
