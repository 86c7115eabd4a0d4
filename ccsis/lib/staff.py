"""What the admin pages of all apps share."""

from django import forms
from js_asset import Media


class RichTextAdmin:
    """For a ModelAdmin with the editor: its import map carries the request's nonce."""

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


class FixedSlugAdmin:
    """For a ModelAdmin of things with an address: once made, the address stays."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


class LinesField(forms.CharField):
    """A list of texts, one in each line; empty lines do not count."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, base_field=None, **kwargs):
        # An ArrayField offers the field of its members, which are plain lines here.
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)
