"""What a browser sends from the form in which a piece is written."""

from django.utils import timezone

ARTICLES = "/staff/articles/article/"
ADD = f"{ARTICLES}add/"


def fields(**changes):
    """Of a new piece."""
    return {
        "title": "A made-up title",
        "slug": "a-made-up-title",
        "kind": "analysis",
        "language": "en",
        "body": "<p>Words.</p>",
        "bylines-TOTAL_FORMS": "0",
        "bylines-INITIAL_FORMS": "0",
        "related_pieces-TOTAL_FORMS": "0",
        "related_pieces-INITIAL_FORMS": "0",
    } | changes


def written(article, **changes):
    """Of a piece as it is, with changes."""
    rows = {}
    for number, byline in enumerate(article.bylines.all()):
        rows |= {
            "bylines-TOTAL_FORMS": str(number + 1),
            "bylines-INITIAL_FORMS": str(number + 1),
            f"bylines-{number}-id": str(byline.pk),
            f"bylines-{number}-article": str(article.pk),
            f"bylines-{number}-position": str(byline.position),
            f"bylines-{number}-person": str(byline.person_id or ""),
            f"bylines-{number}-role": byline.role,
            f"bylines-{number}-name": byline.name,
            f"bylines-{number}-title": byline.title,
            f"bylines-{number}-affiliation": byline.affiliation,
        }
    return fields(**_kept(article), **_times(article), **rows) | changes


def _kept(article):
    columns = ("title", "slug", "body", "kind", "language", "standfirst")
    return {name: getattr(article, name) for name in columns} | {
        "regions": [region.pk for region in article.regions.all()],
        "topics": ", ".join(article.topics.names()),
        "picture": str(article.picture_id or ""),
    }


def _times(article):
    if not article.published_at:
        return {}
    moment = timezone.localtime(article.published_at)
    return {"published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M:%S}"}


def page_of(article):
    return f"{ARTICLES}{article.pk}/change/"


def step_of(article, name):
    return f"{ARTICLES}{article.pk}/step/{name}/"


def save(client, article, **changes):
    return client.post(page_of(article), written(article, **changes))


def take(client, article, name, **answers):
    """Take a step on its page, with what the page's form was shown with."""
    shown = client.get(step_of(article, name)).context
    initial = shown["form"].initial if shown and "form" in shown else {}
    preset = {name: initial.get(name, "") for name in ("seen", "when")}
    return client.post(step_of(article, name), preset | answers)


def errors(response):
    return response.context["adminform"].form.errors
