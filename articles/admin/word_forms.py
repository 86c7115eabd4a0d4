"""The forms of taking in a Word file."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, WordFile
from articles.withholding.saying import objections
from articles.word import actions
from articles.word.checking import MAX_BYTES, refuse_unfit
from ccsis.desk.forms import MEANT, OBJECTION
from ccsis.media.models import Image


class WordFileForm(forms.Form):
    file = forms.FileField(
        label=_("Word document"),
        help_text=_(
            "A .docx of at most %(limit)d MB. Choose it, or drop it here. It is kept for a day at "
            "most, and nobody but you sees it."
        )
        % {"limit": MAX_BYTES // 1024 // 1024},
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        max_length=None,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self._user = user

    def clean_file(self):
        file = self.cleaned_data["file"]
        refuse_unfit(file)
        if WordFile.objects.waiting().filter(user=self._user).count() >= actions.MOST:
            message = gettext("%(most)d of your files wait already. Take or throw away some first.")
            params = {"most": actions.MOST}
            raise forms.ValidationError(message, code="too_many", params=params)
        return file


class TakeForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=Article._meta.get_field("title").max_length,
        error_messages={"required": _("Give it a title.")},
    )
    standfirst = forms.CharField(
        label=_("Standfirst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=Article._meta.get_field("standfirst").help_text,
    )

    def __init__(self, data=None, *, file, pictures, earlier):
        """earlier: drafts that the same file was taken into."""
        super().__init__(data, label_suffix="")
        self.file, self.pictures = file, pictures
        self.fields["title"].initial = file.result["title"]
        self.fields["standfirst"].initial = file.result["standfirst"]
        for picture in pictures:
            self.fields[f"alt_{picture.number}"] = forms.CharField(
                label=_("What picture %(number)d shows") % {"number": picture.number},
                required=False,
                max_length=500,
                initial=picture.alt,
            )
        if earlier:
            self.fields["again"] = forms.BooleanField(
                label=_("Make another draft of the same file"),
                error_messages={
                    "required": _("There is a draft of this file. Tick this if you want another.")
                },
            )

    def clean(self):
        """A name that is withheld is objected to, as in the form of a piece."""
        cleaned = super().clean()
        if self.data.get(MEANT):
            return cleaned
        typed = [value for value in cleaned.values() if isinstance(value, str)]
        texts = {"title": typed, "text": [self.file.result["html"]]}
        for sentence in objections(texts).values():
            self.add_error(None, forms.ValidationError(sentence, code=OBJECTION))
        return cleaned

    @property
    def is_objected(self) -> bool:
        return self.is_bound and self.has_error("__all__", OBJECTION)

    def picture_rows(self) -> list[tuple]:
        """Each picture with its field."""
        return [(one, self[f"alt_{one.number}"]) for one in self.pictures]

    def text_fields(self) -> list:
        return [self["title"], self["standfirst"]]

    def values(self) -> dict:
        cleaned = self.cleaned_data
        alts = {one.number: cleaned[f"alt_{one.number}"] for one in self.pictures}
        return {"title": cleaned["title"], "standfirst": cleaned["standfirst"], "alts": alts}

    def lacking(self) -> int:
        """How many pictures say nothing to those who cannot see them, neither here nor in the library."""
        alts = self.values()["alts"]
        silent = [one for one in self.pictures if not alts[one.number] and not one.is_decorative]
        hashes = {one.source_hash for one in silent}
        described = Image.objects.filter(source_hash__in=hashes).exclude(
            alt="", is_decorative=False
        )
        known = set(described.values_list("source_hash", flat=True))
        return sum(one.source_hash not in known for one in silent)
