"""The forms in which a piece is written."""

from datetime import datetime

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagWidget

from articles import actions, topics
from articles.models import Article, Byline, Kind, RelatedPiece
from ccsis.lib.staff import LinesField, NamedTimes

#: Publication times that are no slip of the keyboard.
FIRST_YEAR, YEARS_AHEAD = 1990, 5
#: Where topics are offered while their names are typed.
SUGGESTIONS = "admin:articles_topic_suggest"


def refuse_unlikely(moment: datetime | None) -> datetime | None:
    """The same instant; ValidationError for a year that nobody can mean."""
    if moment and not FIRST_YEAR <= moment.year <= timezone.now().year + YEARS_AHEAD:
        message = gettext("Check the year: %(year)d.")
        raise forms.ValidationError(message, code="year", params={"year": moment.year})
    return moment


class ArticleForm(NamedTimes, forms.ModelForm):
    """A piece that nobody has released yet, or a pending change: that has no times of its own."""

    class Meta:
        model = Article
        fields = [
            "title",
            "standfirst",
            "summary_points",
            "body",
            "kind",
            "regions",
            "topics",
            "language",
            "tells_place_names",
            "picture",
            "published_at",
            "unpublish_at",
            "slug",
            "republication_notice",
        ]
        field_classes = {"summary_points": LinesField}
        help_texts = {
            "published_at": _(
                "In UTC. The piece is public from this time on, once it is released."
            ),
            "unpublish_at": _(
                "In UTC. From this time on readers are told that it is no longer available."
            ),
        }
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 3}),
            "regions": forms.CheckboxSelectMultiple,
            "topics": TagWidget(attrs={"data-suggest": reverse_lazy(SUGGESTIONS)}),
            "republication_notice": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["title"].widget.attrs["autofocus"] = True

    def clean_published_at(self):
        return refuse_unlikely(self.cleaned_data["published_at"])

    def clean_unpublish_at(self):
        return refuse_unlikely(self.cleaned_data["unpublish_at"])

    def clean_topics(self):
        names = self.cleaned_data["topics"]
        topics.refuse_unusable(names)
        topics.refuse_former(names)
        self.near_topics = topics.near(names)
        return names

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.EXCLUSIVE_REPORT and not cleaned.get("republication_notice"):
            cleaned["republication_notice"] = actions.default_republication_notice()
        return cleaned


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["position", "person", "role", "name", "title", "affiliation"]

    def clean(self):
        """Another signer brings their own name: what was printed for the first one goes."""
        cleaned = super().clean()
        printed = ("name", "title", "affiliation")
        if "person" in self.changed_data and not set(printed) & set(self.changed_data):
            cleaned |= dict.fromkeys(printed, "")
        return cleaned


class RelatedPieceForm(forms.ModelForm):
    class Meta:
        model = RelatedPiece
        fields = ["position", "piece"]

    def clean_piece(self):
        """The article is set by the desk itself, so the rule of the database does not see it here."""
        piece = self.cleaned_data["piece"]
        if self.instance.article_id and piece in {
            self.instance.article,
            self.instance.article.piece,
        }:
            message = gettext("A piece is not related to itself.")
            raise forms.ValidationError(message, code="itself")
        return piece
