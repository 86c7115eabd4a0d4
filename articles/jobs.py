"""Work on pieces that no request waits for."""

from procrastinate.contrib.django import app

from articles import drawings
from articles.models import RELEASED, Article
from ccsis.lib.jobs import RETRY


@app.task(queue="media", retry=RETRY)
def draw_pictures(*, article_id: int) -> None:
    """Draw a released piece's cover and share image, unless they are there; twice does no harm."""
    released = Article.objects.filter(state__in=RELEASED)
    article = released.with_cards().filter(pk=article_id).first()
    if article is None:
        return
    if drawings.is_true(article) and drawings.are_in_place(article.drawing):
        return
    # Heavy, so it is loaded here: web workers import this module too, and never draw.
    from articles.drawing.pictures import draw

    subject = drawings.subject_of(article)
    cover, share = draw(subject)
    drawings.keep(article, subject, cover=cover, share=share)
