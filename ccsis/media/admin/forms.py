"""The forms in which pictures are added, described and replaced."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.media import ingest
from ccsis.media.models import Image

#: What is said of a picture.
SAID = ["alt", "is_decorative", "caption", "credit", "source", "may_be_republished"]


class UploadField(forms.FileField):
    """Gives the picture as it will be kept (`Encoded`); a wrong file is refused here."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return upload and encoded(upload)


def encoded(upload) -> ingest.Encoded:
    """Raises ValidationError with a sentence for the sender."""
    ingest.refuse_oversized(upload.size)
    return ingest.reencode(upload.read())


class DescriptionForm(forms.ModelForm):
    """What is said of a picture: words for those who cannot see it, unless they lose nothing."""

    class Meta:
        model = Image
        fields = SAID
        widgets = {"caption": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("alt") and not cleaned.get("is_decorative"):
            self.add_error("alt", _("Say what the picture shows, or tick “decorative”."))
        return cleaned


class AddForm(DescriptionForm):
    upload = UploadField(
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB. What the camera noted in it (place, time, "
            "owner) is removed. After an error the file must be chosen again."
        ),
    )

    def clean_upload(self):
        picture = self.cleaned_data["upload"]
        known = picture and Image.objects.same_as(picture).first()
        if known:
            words = gettext("This picture is in the library already: {}.")
            raise ValidationError(format_html(words, _link(known)), code="known")
        return picture


class ImageForm(DescriptionForm):
    class Meta(DescriptionForm.Meta):
        fields = [*SAID, "is_shown_whole", "centre_x", "centre_y"]


class ReplaceForm(forms.Form):
    upload = UploadField(
        label=_("The new file"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args, image: Image, **kwargs):
        super().__init__(*args, **kwargs)
        self._image = image
        #: The picture of the library that the file is already.
        self.known: Image | None = None

    def clean_upload(self):
        """Two pictures of the library must not become one, with two credits."""
        picture = self.cleaned_data["upload"]
        others = Image.objects.exclude(pk=self._image.pk)
        self.known = picture and others.same_as(picture).first()
        if self.known:
            words = gettext(
                "This file is another picture of the library: {}. Show that one instead of this."
            )
            raise ValidationError(format_html(words, _link(self.known)), code="known")
        return picture


def _link(image: Image) -> SafeString:
    page = reverse("admin:media_image_change", args=[image.pk])
    return format_html('<a href="{}">“{}”</a>', page, Truncator(str(image)).chars(80))
