"""The page on which a person's name is withheld: told what happens, looked at, asked, done."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Person
from articles.withholding.actions import LONGEST, refuse_unfit, withhold_name
from articles.withholding.preview import mentions
from ccsis.lib.staff import LinesField
from ccsis.workflow.transitions import Refused

TEMPLATE = "admin/articles/person/withhold.html"
MOST_FORMS = 50
LONGEST_NAME = Person._meta.get_field("name").max_length


class WithholdForm(forms.Form):
    shown_as = forms.CharField(
        label=_("Shown instead of the name"), max_length=LONGEST, initial=_("Name withheld")
    )
    other_forms = LinesField(
        label=_("Other ways in which the name is written"),
        required=False,
        help_text=_(
            "One in each line: in other scripts, transliterated, with initials, in other "
            "grammatical cases, the surname alone if nobody else has it. Capitals and accents do "
            "not matter, and the name with the surname first is found anyway."
        ),
    )

    def __init__(self, *args, person: Person, user, **kwargs):
        super().__init__(*args, **kwargs)
        self._person, self._user = person, user

    def clean_other_forms(self):
        lines = self.cleaned_data["other_forms"]
        if len(lines) > MOST_FORMS or any(len(line) > LONGEST_NAME for line in lines):
            text = gettext(
                "At most %(most)d ways of writing it, each of at most %(longest)d characters."
            )
            limits = {"most": MOST_FORMS, "longest": LONGEST_NAME}
            raise forms.ValidationError(text, code="too_many", params=limits)
        return lines

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                refuse_unfit(self._person, self._user, **cleaned)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal), code="refused") from refusal
        return cleaned


def urls(people: admin.ModelAdmin) -> list:
    view = people.admin_site.admin_view(partial(person_withhold, people))
    return [path("<int:pk>/withhold/", view, name="articles_person_withhold")]


def may_be_withheld(user, person: Person | None) -> bool:
    return (
        person is not None
        and person.kind == Person.Kind.PERSON
        and user.has_perm("articles.withhold_name")
    )


def person_withhold(people: admin.ModelAdmin, request, pk: int):
    """First it shows what was found; only a second sending, of the same words, does it."""
    person = get_object_or_404(Person, pk=pk)
    if not may_be_withheld(request.user, person):
        raise PermissionDenied
    form = WithholdForm(request.POST or None, person=person, user=request.user)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "withhold" in request.POST and _withhold(request, person, form):
        return HttpResponseRedirect(reverse("admin:articles_person_changelist"))
    is_sure = is_valid and not form.errors
    context = {
        **people.admin_site.each_context(request),
        "title": _("Withhold this name"),
        "subtitle": str(person),
        "opts": Person._meta,
        "person": person,
        "form": form,
        "preview": mentions(person, form.cleaned_data["other_forms"]) if is_sure else None,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _withhold(request, person: Person, form: WithholdForm) -> bool:
    """Whether it was done; what refuses it is told in the form. No message holds the name."""
    try:
        withhold_name(person, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except OperationalError:
        text = gettext("Somebody is saving just now. Nothing was changed; try again in a minute.")
        form.add_error(None, text)
    else:
        messages.success(request, gettext("The name is withheld everywhere."))
        return True
    return False
