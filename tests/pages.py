"""Every kind of page that readers see, each filled with what strains it."""

import uuid
from datetime import timedelta

from django.utils import timezone

from articles.models import Correction, Kind, Language, Page, Scenario, State
from articles.previews.links import make_link, path_of
from articles.versions.changes import publish_change, start_change
from events.abstracts.addresses import confirmation_path
from events.abstracts.authors import update_authors
from events.models import Abstract
from tests.contributions import inviting_series, make_contribution
from tests.factories import (
    make_article,
    make_correction,
    make_forecast,
    make_image,
    make_person,
    make_series,
    make_simulation,
    make_step,
    make_user,
)
from tests.sendings import make_call, make_draft, make_message, make_partner

#: The addresses of the site, and those at which it refuses; for `settings.ROOT_URLCONF`.
ADDRESSES = "tests.refusals"
REFUSALS = [400, 403, 413, 429, 500, 503]
LONG_WORD = "incomprehensibilities" * 4
TABLE = "<table><tbody>" + "<tr><td>A cell with some words</td></tr>" * 2 + "</tbody></table>"
WIDE_TABLE = TABLE.replace("</td></tr>", "</td>" + "<td>and some more of them</td>" * 9 + "</tr>")
BODY = f"""
<h2>A part</h2>
<p>Words with <em>emphasis</em>, with <strong>weight</strong> and
<a href="https://example.org/">a link</a>. {LONG_WORD}</p>
<h3>A smaller part</h3>
<p>With words of its own.</p>
<aside>With words of its own</aside>
<aside>Other words than the text has</aside>
<h2>Another part</h2>
<blockquote><p>A made-up quotation.</p></blockquote>
{WIDE_TABLE}
<ul><li>One</li><li>Two</li></ul>
<figure>{TABLE}<figcaption>What it shows<foot-note>A made-up source.</foot-note></figcaption></figure>
<p lang="tr">Metin<foot-note>A note with {LONG_WORD} and <a href="https://example.org/">a
link</a>.</foot-note> <span lang="en">Words</span></p>
"""


def make_english_piece():
    """A piece with everything that a piece can have."""
    person = make_person(
        title="Reader",
        affiliation="Demonstration Institute",
        biography="<p>A made-up person.</p>",
        photo=make_image(),
    )
    article = make_article(
        title="A made-up piece with a title of some length",
        kind=Kind.EXCLUSIVE_REPORT,
        summary_points=["One finding.", "Another finding."],
        body=BODY + figure(),
        regions=["caucasus"],
        topics=["method"],
        byline=[person],
        is_demo=True,
    )
    make_correction(article, text=f"It said {LONG_WORD}.\nAsk avery@example.org.")
    now = timezone.now()
    earlier = {"made_at": now - timedelta(days=1), "reworded_at": now}
    make_correction(article, kind=Correction.Kind.UPDATE, **earlier)
    return article


def figure() -> str:
    image = make_image()
    return (
        f'<figure><img src="{image.file.url}" alt="A plain rectangle" width="60" height="40" '
        f'data-file="{image.pk}"><figcaption>A caption.</figcaption></figure>'
    )


def make_every_kind_of_page(english) -> list[str]:
    """The paths of them all, refusals included, under ADDRESSES. english: a piece to start from."""
    person = english.bylines.get().person
    pieces = make_pieces()
    series = make_long_series(pieces)
    Page.objects.update_or_create(
        slug="about", defaults={"title": "About us", "body": BODY, "is_public": True}
    )
    simulation = next(piece for piece in pieces if piece.is_simulation)
    publish_change(start_change(simulation, by=None), by=None)
    return [
        *LISTS,
        f"{simulation.get_absolute_url()}versions/1/",
        *(thing.get_absolute_url() for thing in (series, person, english, *pieces)),
        make_article(state=State.WITHDRAWN).get_absolute_url(),
        make_preview(english),
        *make_sendings(),
        *(f"/refusal/{status}/" for status in REFUSALS),
    ]


def make_preview(article) -> str:
    """What somebody outside sees of a change of a piece."""
    sharer = make_user(is_superuser=True)
    return path_of(make_link(start_change(article, by=None), days=1, by=sharer))


def make_sendings() -> list[str]:
    """An event, its call and its form, and what the senders of things see behind their links."""
    event = make_call(name=f"A made-up conference {LONG_WORD}", partner_call="Words.\n\nWords.")
    event.topics.create(number=3, name=LONG_WORD)
    event.call_text = BODY
    event.save()
    make_call(slug="coming", edition="2028", call_opens_on="2099-01-01", closes_in=None)
    make_call(slug="past", edition="2023", is_archived=True)
    shown = make_partner(event, state="shown", organisation=LONG_WORD, logo=make_image())
    private = [make_message(message=LONG_WORD), shown, make_draft()]
    return [
        event.get_absolute_url(),
        f"{event.get_absolute_url()}partners/",
        f"{event.get_absolute_url()}call/",
        f"{event.get_absolute_url()}abstract/",
        *("/events/coming/call/", "/events/past/abstract/"),
        *make_abstract_pages(event),
        *make_contribution_pages(),
        *(row.get_absolute_url() for row in private),
        f"{shown.get_absolute_url()}leave/",
    ]


def make_abstract_pages(event) -> list[str]:
    """What the sender and a co-author of an abstract see."""
    abstract = Abstract.objects.create(
        form_key=uuid.uuid4(),
        reference="A-0000-0001",
        link_until=timezone.now() + timedelta(days=9),
        event=event,
        title=LONG_WORD,
        text=f"Words. {LONG_WORD}",
        email="avery@example.org",
        agrees_to_processing=True,
        changed_at=timezone.now(),
    )
    values = {"title": "Earlier", "text": "Words.", "written_at": timezone.now()}
    abstract.versions.create(number=1, **values)
    typed = {"name": LONG_WORD, "affiliations": [LONG_WORD], "orcid": "", "country": ""}
    typed |= {"name_kept_from": ["review"], "affiliation_kept_from": []}
    people = [(None, typed | {"email": f"{name}@example.org"}) for name in ("sam", "robin")]
    update_authors(abstract, people)
    link, own = abstract.get_absolute_url(), abstract.authors.get(number=2).get_absolute_url()
    code = confirmation_path(abstract)
    return [
        link,
        f"{link}change/",
        f"{link}versions/",
        f"{link}withdraw/",
        code,
        own,
        f"{own}change/",
    ]


def make_contribution_pages() -> list[str]:
    """What senders of pitches and simulations see, before and after something was written to them."""
    inviting_series(title=f"{LONG_WORD} invites", slug="inviting")
    asked = make_contribution(title=LONG_WORD, state="asked", is_protected=True)
    asked.exchanges.create(kind="question", text=f"Words. {LONG_WORD}")
    event = make_call(slug="offered", edition="2031")
    course = [{"date": LONG_WORD, "text": LONG_WORD}]
    declined = make_contribution(state="declined", offered_event=event, course=course)
    late = make_contribution(promised_on="2026-01-01")
    links = [row.get_absolute_url() for row in (asked, declined, late)]
    return [
        "/contribute/",
        "/contribute/pitch/",
        "/contribute/simulation/?series=inviting",
        *links,
        f"{links[0]}write/",
        f"{links[1]}conference/",
    ]


LISTS = [
    "/",
    "/articles/",
    "/articles/?kind=exclusive-report",
    "/articles/?region=caucasus&language=ka",
    "/search/",
    "/search/?q=title+or+words&kind=exclusive-report",
    "/search/?q=" + "incomprehensibilities" * 9,
    "/series/",
    "/regions/caucasus/",
    "/topics/method/",
    "/about/",
    "/contact/",
    "/privacy/",
    "/feeds/",
    "/corrections/",
    "/events/",
    "/my/",
    "/my/no-such-link/",
    "/preview/no-such-link/",
    "/no-such-page/",
]


def make_pieces() -> list:
    """A piece of each kind, and those that are shown in a way of their own."""
    kinds = [kind for kind in Kind if kind not in {Kind.EXCLUSIVE_REPORT, Kind.SIMULATION}]
    return [
        make_long_simulation(),
        *(make_article(kind=kind, regions=["caucasus"], topics=["method"]) for kind in kinds),
        make_article(title=LONG_WORD, picture=make_image(caption="A plain rectangle.")),
        make_article(title="متن نمونه", language=Language.PERSIAN, body=f"<p>متن</p>{TABLE}"),
        make_article(title="Пример заметки", language=Language.RUSSIAN, body="<p>Текст.</p>"),
        make_retracted_piece(),
    ]


def make_long_simulation():
    article = make_simulation(regions=["caucasus"], topics=["method"])
    Scenario.objects.update(assumptions=f"Words.\n\n{LONG_WORD}", actors=["One", LONG_WORD])
    make_step(article, 3, date=LONG_WORD, text=f"Words. {LONG_WORD}")
    make_forecast(article, confirmed_if=LONG_WORD, outcome="refuted", resolution=LONG_WORD)
    return article


def make_retracted_piece():
    article = make_article(title="متن", language=Language.PERSIAN, state=State.RETRACTED)
    make_correction(article, kind=Correction.Kind.RETRACTION, text="متن نمونه")
    return article


def make_long_series(pieces):
    series = make_series(title=LONG_WORD, description="What a series asks.")
    for number, article in enumerate(pieces[:3], start=1):
        series.parts.create(number=number, article=article)
    series.parts.create(number=4, title="An announced part")
    return series
