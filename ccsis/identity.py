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
    #: Where those who write and read most are: (place, zone). Times are shown to staff in these.
    zones: tuple[tuple[str, str], ...] = ()
    #: Texts that a new site starts with: slug, title, and what stands in it: paragraphs, and
    #: sections as (heading, paragraph). Staff edit them as pages.
    pages: tuple[tuple[str, str, tuple[str | tuple[str, str], ...]], ...] = field(default=())
    #: Which of them the navigation leads to at first: (slug, label).
    navigation: tuple[tuple[str, str], ...] = ()


EMAIL = "info@thecaucasuscenter.org"

IDENTITY = Identity(
    name="The Caucasus Center for Strategic and International Studies",
    short_name="CCSIS",
    masthead=("Caucasus Center", "for Strategic and International Studies"),
    byline="The Caucasus Center",
    description=_(
        "A think tank on the Caucasus, the CIS, Central Asia, the Middle East and Eurasia, "
        "for readers everywhere."
    ),
    email=EMAIL,
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
    zones=(
        (_("Baku"), "Asia/Baku"),
        (_("Tbilisi"), "Asia/Tbilisi"),
        (_("Yerevan"), "Asia/Yerevan"),
    ),
    colophon=_("The address of an article keeps working."),
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
            "contribute",
            "Contribute",
            (
                "The Center welcomes scholars, analysts and experienced practitioners, on any "
                "question that deserves a scholarly, analytical or critical treatment: about the "
                "Caucasus, the CIS, Central Asia, the Middle East, Eurasia, or worldwide.",
                (
                    "What a good pitch has",
                    "One question, and why it matters now. What a reader learns from you and from "
                    "nobody else. What the argument rests on: documents, data, fieldwork, "
                    "experience. A length, and a day on which the text can be ready.",
                ),
                (
                    "Simulations",
                    "A simulation is a scenario for one of our series: assumptions, actors, and a "
                    "course of events in dated steps. It may make a forecast that can be checked "
                    "later; the page of the series keeps the record. We need your full name, "
                    "title, e-mail address and telephone number. It is published as a "
                    "simulation, and never as a report of events.",
                ),
                (
                    "When you hear from us",
                    "Each sender is given a day by which there is an answer, and sees on a private "
                    "page how it stands. If we are late, that page says so, and you are free to "
                    "offer the piece elsewhere.",
                ),
                (
                    "Fee, rights and credit",
                    "No fee is paid unless the editors agree on one with you beforehand, in "
                    "writing. A piece appears under the name and title that you gave, or under the "
                    "pseudonym that you chose. What else may be done with the text is agreed "
                    "with you before it appears.",
                ),
                (
                    "Your data",
                    "What you send is read by the editors. On your private page you can "
                    "download it, withdraw it and have it erased. The page on privacy says how "
                    "long it is kept.",
                ),
                (
                    "If your name must not be known",
                    "Choose a pseudonym in the form. Your name, address, telephone, title, "
                    "affiliation, biography, links and file are then encrypted together, under a "
                    "key that is kept apart from everything else, and our mails say nothing of "
                    "what you sent. Use an address that does not tell who you are, write nothing "
                    "into the text that does, and keep the address of your private page to "
                    "yourself. If even sending is a risk, do not send it.",
                ),
            ),
        ),
        (
            "privacy",
            "Privacy",
            (
                "Reading this site needs no account. Its pages set no cookies, load nothing from "
                "other companies and keep no record of who read what.",
                "Only the pages on which staff sign in set cookies: one protects the form, one "
                "keeps the person signed in for up to two weeks or until they sign out, and one "
                "remembers for up to 400 days on which device they signed in, so that a "
                "stranger’s guesses cannot lock them out.",
            ),
        ),
        (
            "contact",
            "Contact",
            (
                f"The Center is reached by e-mail, at {EMAIL}. An answer is easier when your "
                "message says at the top what it is about.",
                (
                    "Writing for the Center",
                    "Scholars, analysts and practitioners are welcome to propose a piece. Say in "
                    "a few sentences what it would ask, what it would rest on, and who you are. A "
                    "scenario for one of the series is proposed in the same way; it needs your "
                    "full name, title, e-mail address and telephone number, and appears under "
                    "your name and title.",
                ),
                (
                    "Corrections",
                    "Name the piece and the sentence that is wrong. Say what would be right, and "
                    "where that can be checked.",
                ),
                (
                    "Partners",
                    "Organisations that want to take part in the conference send a letter of "
                    "interest: who they are, what they work on, and what they would contribute.",
                ),
                (
                    "Press",
                    "Say for which publication you write and by when you need an answer. How to "
                    "quote a piece stands at its end; so does what an exclusive report asks of "
                    "those who republish it.",
                ),
            ),
        ),
    ),
    navigation=(
        ("events", _("Events")),
        ("contribute", _("Contribute")),
        ("about", _("About")),
    ),
)
