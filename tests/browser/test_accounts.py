"""Signing in with a real browser: an app's codes, recovery codes, a passkey, and the pages' policy."""

import pytest
from allauth.mfa.models import Authenticator

from ccsis.accounts import links
from tests.browser.test_axe import EVERYTHING, RUN, WIDER
from tests.ccsis.accounts.people import PASSWORD, code_of, make_enrolled, make_member

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("jobs")]
DESK = "**/staff/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def site(live_server):
    """Browsers give passkeys to a name, not to an address of numbers."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser_page):
    """A page whose console must stay empty but for refusals, which are meant."""
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    yield browser_page
    assert [text for text in complaints if "422 (Unprocessable" not in text] == []


@pytest.fixture
def authenticator(page):
    """A device that has a fingerprint reader, and a person who touches it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def touched(is_touched):
        about = {"authenticatorId": added["authenticatorId"], "isUserVerified": is_touched}
        session.send("WebAuthn.setUserVerified", about)

    return touched


def sign_in(page, site, name="avery"):
    page.goto(f"{site}/staff/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_load_state()


def sign_out(page):
    page.click("text=Log out")
    page.wait_for_url("**/staff/account/login/")


def test_an_app_is_set_up_and_its_codes_and_a_recovery_code_open_the_desk(page, site):
    user = make_member()
    sign_in(page, site)
    page.click("text=Set up an app")
    secret = page.text_content(".key")
    page.locator(".scan").evaluate("image => image.decode()")
    page.fill("#id_code", code_of(secret))
    page.press("#id_code", "Enter")
    page.wait_for_url("**/codes/")
    codes = page.locator("[data-codes] code").all_text_contents()
    with page.expect_download() as download:
        page.click("[data-save]")
    assert download.value.path().read_text().split() == codes
    page.click("text=go to the desk")
    page.wait_for_url(DESK)
    sign_out(page)

    sign_in(page, site)
    page.fill("#id_code", "000000")
    page.press("#id_code", "Enter")
    page.wait_for_selector(".field__error >> visible=true")
    page.fill("#id_code", codes[0])
    page.press("#id_code", "Enter")
    page.wait_for_url(DESK)
    assert user.authenticator_set.count() == 2


def test_a_passkey_is_added_and_opens_the_desk_without_a_password(page, site, authenticator):
    user = make_member()
    sign_in(page, site)
    page.click("text=Add a passkey")
    page.click("text=Add the passkey")
    page.wait_for_url("**/codes/")
    sign_out_of_account(page)
    page.click("text=Sign in with a passkey")
    page.wait_for_url(DESK)
    assert user.authenticator_set.get(type=Authenticator.Type.WEBAUTHN).last_used_at


def sign_out_of_account(page):
    page.click("text=Sign out")
    page.wait_for_url("**/staff/account/login/")


def test_a_passkey_is_the_second_step_after_a_password(page, site, authenticator):
    make_member()
    sign_in(page, site)
    page.click("text=Add a passkey")
    page.uncheck("#id_passwordless")
    page.click("text=Add the passkey")
    page.wait_for_url("**/codes/")
    sign_out_of_account(page)
    sign_in(page, site)
    page.click("text=Use a passkey")
    page.wait_for_url(DESK)


def test_a_finger_that_does_not_fit_is_told_in_words(page, site, authenticator):
    make_member()
    sign_in(page, site)
    authenticator(False)
    page.click("text=Add a passkey")
    page.click("text=Add the passkey")
    page.wait_for_selector("text=No passkey was made.")
    assert not Authenticator.objects.exists()


def test_a_link_leads_from_the_password_to_the_second_factor(page, site):
    user = make_member(password=None)
    page.goto(f"{site}/staff/account/welcome/{links.create(user)}/")
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.press("#id_new_password2", "Enter")
    page.wait_for_selector("text=One more step")


def members_pages(user) -> list[str]:
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "incomprehensibilities" * 3, "credential": {}}
    )
    return [
        "",
        "app/remove/",
        "passkeys/add/",
        f"passkeys/{key.pk}/",
        f"passkeys/{key.pk}/remove/",
        "codes/",
        "codes/",
        "codes/new/",
        "password/",
        "confirm/",
        "confirm/code/",
        "logout/",
    ]


def judge(page, address) -> list[str]:
    found = []
    page.goto(address)
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{address} {width} {one}" for one in page.evaluate(WIDER)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{address} {width} {scheme} {one}" for one in page.evaluate(RUN, EVERYTHING)]
    return found


@pytest.fixture
def judged(browser_page, axe):
    """A page with axe in it, whose own styles the policy refuses in the console."""
    browser_page.add_init_script(axe)
    return browser_page


def test_axe_finds_nothing_on_the_pages_of_an_account(judged, site):
    user = make_enrolled()
    address = f"{site}/staff/account/"
    token = links.create(make_member("robin", password=None))
    found = judge(judged, f"{address}login/")
    found += judge(judged, f"{address}welcome/{token}/")
    found += judge(judged, f"{address}welcome/nonsense/")
    sign_in(judged, site)
    found += judge(judged, f"{address}login/code/")
    judged.fill("#id_code", code_of(user.secret))
    judged.press("#id_code", "Enter")
    judged.wait_for_url(DESK)
    for part in members_pages(user):
        found += judge(judged, f"{address}{part}")
    assert found == []


def test_axe_finds_nothing_on_the_pages_of_enrolling(judged, site):
    make_member()
    sign_in(judged, site)
    found = []
    for part in ("", "app/", "passkeys/add/"):
        found += judge(judged, f"{site}/staff/account/{part}")
    assert found == []


def test_axe_finds_nothing_on_what_was_refused(judged, site):
    make_member()
    sign_in(judged, site, name="nobody")
    assert judged.locator(".field__error >> visible=true").count() == 1
    assert judged.evaluate(RUN, EVERYTHING) == []
