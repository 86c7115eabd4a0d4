"""What people do at the desk in a browser, whichever page it is about."""

from django.conf import settings
from django.contrib.auth import get_user_model

from tests import careful

TEXT = ".ProseMirror[contenteditable]:visible"
PASTE = """(text, [html, plain]) => {
    const clipboardData = new DataTransfer()
    if (html) clipboardData.setData("text/html", html)
    clipboardData.setData("text/plain", plain)
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def sign_in(page, live_server, name="staff"):
    """As make_superuser() made them. The way through the form is what test_accounts.py is about."""
    client = careful.sign_in(get_user_model().objects.get(username=name))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


def paste(text, html, plain=""):
    """As another program would: browsers clean what a page itself puts on the clipboard."""
    text.evaluate(PASTE, [html, plain])


def begin_to_write(page):
    """In the text that is open. The editor has some work of its own after a click, sooner than anybody's next key."""
    page.locator(TEXT).click()
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 60))")


def button(page, name):
    """Of the editor."""
    return page.locator(".prose-menubar:visible").get_by_role("button", name=name, exact=True)
