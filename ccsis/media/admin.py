from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ccsis.desk.admin import CarefulAdmin
from ccsis.media import ingest
from ccsis.media.actions import delete_image, replace_file, store_image, uses_of
from ccsis.media.models import Image


class ImageForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB. What the camera noted in it (place, time, "
            "owner) is removed. After an error the file must be chosen again."
        ),
    )

    class Meta:
        model = Image
        fields = [
            "alt",
            "is_decorative",
            "caption",
            "credit",
            "may_be_republished",
        ]
        widgets = {"caption": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Absent for somebody who may only look.
        if "upload" in self.fields:
            self.fields["upload"].required = self.instance.pk is None

    def clean_upload(self):
        """The picture as it will be kept; a wrong file is refused here, at its field."""
        upload = self.cleaned_data.get("upload")
        if not upload:
            return None
        ingest.refuse_oversized(upload.size)
        return ingest.reencode(upload.read())

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("alt") and not cleaned.get("is_decorative"):
            self.add_error("alt", _("Say what the picture shows, or tick “decorative”."))
        return cleaned


@admin.register(Image)
class ImageAdmin(CarefulAdmin, admin.ModelAdmin):
    form = ImageForm
    list_display = ["preview", "words", "credit", "size", "created_at"]
    list_display_links = ["words"]
    list_per_page = 50
    search_fields = ["alt", "caption", "credit"]
    show_full_result_count = False
    readonly_fields = ["preview", "shown_in", "size", "renditions_at"]
    fieldsets = [
        (None, {"fields": ["preview", "upload", "alt", "is_decorative", "caption", "credit"]}),
        (_("Use"), {"fields": ["may_be_republished", "shown_in"]}),
        (_("File"), {"fields": ["size", "renditions_at"]}),
    ]

    @admin.display(description=_("preview"))
    def preview(self, image):
        if not image.pk:
            return "–"
        return format_html(
            '<img src="{}" alt="" width="96" height="{}" loading="lazy">',
            image.file.url,
            max(1, round(96 * image.height / image.width)),
        )

    @admin.display(description=_("image"), ordering="alt")
    def words(self, image):
        return Truncator(str(image)).chars(120)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}" if image.pk else "–"

    @admin.display(description=_("shown in"))
    def shown_in(self, image):
        return ", ".join(str(row) for row in uses_of(image)) if image.pk else "–"

    def get_deleted_objects(self, images, request):
        """An image that something shows is not deleted; the page names what shows it."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(images, request)
        used = [str(row) for image in images for row in uses_of(image)]
        return deleted, counts, perms_needed, [*protected, *used]

    def save_model(self, request, image, form, change):
        encoded = form.cleaned_data["upload"]
        if change:
            super().save_model(request, image, form, change)
            if encoded:
                replace_file(image, encoded)
            return
        fields = {name: form.cleaned_data[name] for name in ImageForm.Meta.fields}
        image.pk = store_image(encoded, **fields).pk

    def delete_model(self, request, image):
        delete_image(image)

    def delete_queryset(self, request, images):
        for image in images:
            delete_image(image)
