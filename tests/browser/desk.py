"""What people do at the desk in a browser, whichever page it is about."""

TEXT = ".ProseMirror[contenteditable]:visible"
PASTE = """(text, [html, plain]) => {
    const clipboardData = new DataTransfer()
    if (html) clipboardData.setData("text/html", html)
    clipboardData.setData("text/plain", plain)
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def sign_in(page, live_server, name="staff"):
    """As make_superuser() made them."""
    page.goto(f"{live_server.url}/staff/")
    page.fill("#id_login", name)
    page.fill("#id_password", "demo-password")
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{live_server.url}/staff/")


def paste(text, html, plain=""):
    """As another program would: browsers clean what a page itself puts on the clipboard."""
    text.evaluate(PASTE, [html, plain])


def button(page, name):
    """Of the editor."""
    return page.locator(".prose-menubar:visible").get_by_role("button", name=name, exact=True)
