"""Where a piece came from: the setting ARTICLE_ORIGINS names modules with

origin_of(request, article) -> Origin | None     for what this person may see
"""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest

from articles.models import Article


@dataclass(frozen=True)
class Origin:
    label: str
    url: str


def origin_of(request: HttpRequest, article: Article | None) -> Origin | None:
    if article is None:
        return None
    modules = map(import_module, settings.ARTICLE_ORIGINS)
    found = (module.origin_of(request, article.piece) for module in modules)
    return next(filter(None, found), None)
