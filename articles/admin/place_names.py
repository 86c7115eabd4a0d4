from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import NamedPlace, PlaceName
from articles.place_names.writing import alphabetical
from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.languages import NAMES

LEAST = 2


class PlaceNameForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("None of these")), *NAMES.items()],
        help_text=_("Of those who use this name."),
    )

    class Meta:
        model = PlaceName
        fields = ["name", "language", "used_by", "is_shared"]


class PlaceNameFormSet(BaseInlineFormSet):
    def clean(self):
        """With one name there is nothing to keep; the database refuses one that is given twice."""
        super().clean()
        if any(self.errors):
            return
        written = [f for f in self.forms if f.instance.pk or f.has_changed()]
        names = [f.instance.name.lower() for f in written if f not in self.deleted_forms]
        if len(set(names)) < len(names):
            message = gettext("One name is given twice.")
            raise forms.ValidationError(message, code="twice")
        if len(names) < LEAST:
            message = gettext("Give at least two names: a place with one needs no entry here.")
            raise forms.ValidationError(message, code="few")


class PlaceNameInline(admin.StackedInline):
    model = PlaceName
    form = PlaceNameForm
    formset = PlaceNameFormSet
    fields = [("name", "language"), ("used_by", "is_shared")]
    min_num = LEAST
    extra = 0
    verbose_name_plural = _("names, all equal; they are shown in alphabetical order")


@admin.register(NamedPlace)
class NamedPlaceAdmin(CarefulAdmin, admin.ModelAdmin):
    """The register of places with several names."""

    change_list_template = "admin/articles/namedplace/change_list.html"
    inlines = [PlaceNameInline]
    list_display = ["names_together", "used_by", "note"]
    search_fields = ["names__name", "names__used_by", "note"]
    show_full_result_count = False
    list_per_page = 200
    empty_value_display = ""
    fieldsets = [
        (
            None,
            {
                "fields": ["note"],
                "description": _(
                    "Readers who search for one of these names find pieces with any of them. The "
                    "form of a piece says which of them its text uses, and the piece can say what "
                    "the place is also called."
                ),
            },
        )
    ]

    def get_queryset(self, request):
        return NamedPlace.objects.with_names()

    def get_ordering(self, request):
        return ["first_name", "pk"]

    @admin.display(description=_("names"))
    def names_together(self, place):
        return str(place)

    @admin.display(description=_("used by"))
    def used_by(self, place):
        """In the order of the names."""
        rows = {row.name: row for row in place.names.all()}
        return " / ".join(_users(rows[name]) for name in alphabetical(rows))


def _users(row: PlaceName) -> str:
    language = str(NAMES.get(row.language, row.language))
    return ", ".join(filter(None, [capfirst(language), row.used_by]))
