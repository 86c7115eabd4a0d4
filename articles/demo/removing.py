"""Take the demonstration away again, and nothing else."""

from django.db.models import Q
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.demo.generating import BATCH
from articles.models import Article, Byline, Person, Series, SeriesPart
from ccsis.demo.models import DemoLoad
from ccsis.demo.recorder import forget, recorded
from ccsis.media.actions import delete_image
from ccsis.media.models import Image


def remove(edited_too: bool) -> list[str]:
    """Delete what was loaded; keep, and name, what somebody edited or uses in work of their own."""
    return [
        *_remove(Series, _used_series(), _("Series kept, since it holds a part of your own: %s")),
        *_remove_articles(edited_too),
        *_remove(
            Person, _used_people(), _("Person kept, since an article of yours is signed so: %s")
        ),
        *_remove_images(),
    ]


def _remove_articles(edited_too: bool) -> list[str]:
    demo = Article.objects.filter(pk__in=recorded(Article))
    edited = Article.objects.none() if edited_too else _edited(demo)
    kept = list(edited | demo.filter(part__isnull=False))
    topics = set(
        Tag.objects.filter(article_tags__content_object__in=demo).values_list("pk", flat=True)
    )
    pks = list(demo.exclude(pk__in=[article.pk for article in kept]).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        Article.objects.filter(pk__in=batch).delete()
        forget(Article, batch)
    Tag.objects.filter(pk__in=topics, article_tags__isnull=True).delete()
    return [
        _("Piece kept, since somebody edited it or put it into a series: %s") % row for row in kept
    ]


def _edited(demo):
    """Pieces that were saved after the load was finished."""
    finished = DemoLoad.objects.filter(removed_at__isnull=True).values("loaded_at")[:1]
    return demo.filter(changed_at__gt=finished)


def _remove(model, used, message: str) -> list[str]:
    pks = recorded(model)
    kept = list(model.objects.filter(pk__in=pks) & used)
    gone = set(pks) - {row.pk for row in kept}
    model.objects.filter(pk__in=gone).delete()
    forget(model, gone)
    return [message % row for row in kept]


def _used_series():
    own = SeriesPart.objects.filter(article__is_demo=False)
    return Series.objects.filter(pk__in=own.values("series"))


def _used_people():
    return Person.objects.filter(pk__in=Byline.objects.filter(~Q(person=None)).values("person"))


def _remove_images() -> list[str]:
    kept, gone = [], []
    for image in Image.objects.filter(pk__in=recorded(Image)):
        (kept if _is_used(image) else gone).append(image)
    forget(Image, [image.pk for image in gone])
    for image in gone:
        delete_image(image)
    return [_("Picture kept, since an article uses it: %s") % image for image in kept]


def _is_used(image: Image) -> bool:
    return (
        Article.objects.filter(Q(picture=image) | Q(body__contains=image.file.name)).exists()
        or Person.objects.filter(photo=image).exists()
    )
