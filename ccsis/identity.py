"""Who publishes here. Another institute changes this file, `static/img` and the regions."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Identity:
    """The organisation as the pages, feeds and mails name it."""

    name: str
    short_name: str
    #: The masthead sets the name in two lines.
    masthead: tuple[str, str]
    #: The byline of a piece that names no author.
    byline: str
    description: str
    email: str
    website: str
    #: Regions that the first migration makes: (slug, name).
    regions: tuple[tuple[str, str], ...]
    #: Profiles elsewhere: (network, address). Shown in the footer and in structured data.
    social: tuple[tuple[str, str], ...] = ()
    #: Where readers may pass a piece on, by a plain link: (network, address with {url} and {text}).
    share: tuple[tuple[str, str], ...] = ()
    #: Printed on every page's last line, after the name.
    colophon: str = ""
    #: What an exclusive report says about republication, unless its editor writes something else.
    republication_notice: str = ""
    #: Clock that dates are shown in where no event decides.
    time_zone: str = "UTC"
    #: Legal texts that a new site starts with: slug, title, paragraphs. Staff edit them as pages.
    pages: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=())


IDENTITY = Identity(
    name="The Caucasus Center for Strategic and International Studies",
    short_name="CCSIS",
    masthead=("Caucasus Center", "for Strategic and International Studies"),
    byline="The Caucasus Center",
    description=_(
        "A think tank on the Caucasus, the CIS, Central Asia, the Middle East and Eurasia, "
        "for readers everywhere."
    ),
    email="info@thecaucasuscenter.org",
    website="https://thecaucasuscenter.org",
    regions=(
        ("caucasus", "Caucasus"),
        ("central-asia", "Central Asia"),
        ("cis", "CIS"),
        ("eurasia", "Eurasia"),
        ("middle-east", "Middle East"),
        ("worldwide", "Worldwide"),
    ),
    share=(
        ("Bluesky", "https://bsky.app/intent/compose?text={text}%20{url}"),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("Telegram", "https://t.me/share/url?url={url}&text={text}"),
        ("WhatsApp", "https://api.whatsapp.com/send?text={text}%20{url}"),
        ("X", "https://x.com/intent/post?url={url}&text={text}"),
    ),
    colophon=_("The address of an article never changes."),
    republication_notice=_(
        "This exclusive report may be republished only with credit to The Caucasus Center for "
        "Strategic and International Studies (CCSIS) and a link to this page."
    ),
    pages=(
        (
            "about",
            "About the Center",
            (
                "The Caucasus Center for Strategic and International Studies (CCSIS) is a think "
                "tank. It studies the Caucasus and the regions around it: the CIS, Central Asia, "
                "the Middle East and Eurasia, and questions that concern the whole world.",
                "It publishes analyses, commentary and reports, and holds an international "
                "conference on peace in the South Caucasus. It means to offer an objective view "
                "at a time of controversy, false news and partisan agendas.",
                "Scholars, analysts and practitioners are welcome to write for it, on any "
                "question that deserves a scholarly, analytical or critical treatment.",
            ),
        ),
        (
            "privacy",
            "Privacy",
            (
                "Reading this site needs no account. Its pages set no cookies, load nothing from "
                "other companies and keep no record of who read what.",
                "Only the pages on which staff sign in set cookies: one protects the form, and "
                "one keeps the person signed in for up to two weeks or until they sign out.",
            ),
        ),
    ),
)
