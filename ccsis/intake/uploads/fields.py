"""The field of a public form for one file, which is kept when the form is refused."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ccsis.intake.models import Upload
from ccsis.intake.uploads import kinds, storing
from ccsis.intake.uploads.actions import drop_file, keep_as, keep_file, kept_file
from ccsis.intake.uploads.names import clean_name
from ccsis.lib.sealing import Undecipherable

CHOOSE_AGAIN = gettext_noop("The file is not here any more. Choose it again.")
HELP = _("DOCX, ODT, PDF, JPEG, PNG or WebP, up to 10 MB.")


class UploadInput(forms.ClearableFileInput):
    """Says which file is kept already, since a browser cannot be given it back; takes it away if asked."""

    template_name = "django/forms/widgets/file.html"
    kept: Upload | None = None
    #: A file was sent and is not here: the page says so, and the next sending is asked for it.
    is_lost = False

    def __init__(self, attrs=None):
        super().__init__({"accept": kinds.accept()} | (attrs or {}))

    def use_required_attribute(self, initial):
        return self.kept is None and super().use_required_attribute(initial)

    def render(self, name, value, attrs=None, renderer=None):
        attrs = attrs or {}
        if self.kept is None:
            field = super().render(name, value, attrs, renderer)
            return self._lost(name, field) if self.is_lost else field
        mark = f"{attrs.get('id', name)}_kept"
        described = f"{attrs.get('aria-describedby', '')} {mark}".strip()
        field = super().render(name, value, attrs | {"aria-describedby": described}, renderer)
        words = gettext("We have “%(name)s” (%(size)s). Choose a file only to replace it.")
        told = words % {"name": self.kept.name, "size": filesizeformat(self.kept.size)}
        clear = "" if self.is_required else self._clear(name)
        paragraph = '<p class="field__kept" id="{}">{}</p>{}{}{}'
        return format_html(paragraph, mark, told, clear, self._expected(name), field)

    def is_expected(self, data, name) -> bool:
        """Whether the page had said that there is a file, or that it must be chosen again."""
        return bool(data.get(f"{name}-expected"))

    def _expected(self, name):
        return format_html('<input type="hidden" name="{}-expected" value="1">', name)

    def _lost(self, name, field):
        paragraph = '<p class="field__kept">{}</p>{}{}{}'
        clear = "" if self.is_required else self._clear(name)
        return format_html(paragraph, gettext(CHOOSE_AGAIN), clear, self._expected(name), field)

    def _clear(self, name):
        box = '<label class="field__clear"><input type="checkbox" name="{}"> {}</label>'
        return format_html(box, self.clear_checkbox_name(name), gettext("Do not send it"))


class UploadField(forms.FileField):
    """One file of the kinds that are taken, told by name and content. Its value is an UploadedFile,
    or the Upload that was kept of an earlier sending, or None; False if that is not to be sent."""

    widget = UploadInput
    default_error_messages = {
        "too_large": _("The file has %(size)s; at most %(limit)s can be sent."),
        "empty": _("The file is empty. Choose it again."),
    }

    def __init__(self, *, help_text=HELP, **kwargs):
        super().__init__(help_text=help_text, **kwargs)

    @property
    def kept(self) -> Upload | None:
        return self.widget.kept

    @kept.setter
    def kept(self, upload: Upload | None) -> None:
        self.widget.kept = upload

    def clean(self, data, initial=None):
        return super().clean(data, self.kept or initial)

    def to_python(self, data):
        """Raises ValidationError with the codes empty, too_large and those of `kinds.kind_of`."""
        file = super().to_python(data)
        if file is None:
            return None
        if file.size > kinds.MAX_BYTES:
            limits = {"size": filesizeformat(file.size), "limit": filesizeformat(kinds.MAX_BYTES)}
            raise ValidationError(self.error_messages["too_large"], code="too_large", params=limits)
        kinds.kind_of(clean_name(file.name), file)
        return file


def show_kept(form: forms.BaseForm, form_key: UUID) -> None:
    """Tell each upload field of a form what was kept of an earlier sending of it."""
    for name, field in _upload_fields(form):
        field.kept = kept_file(form_key, name)


def keep_files(
    form: forms.BaseForm,
    form_key: UUID,
    *,
    may_keep: Callable[[], bool] = lambda: True,
    is_sealed: bool = False,
) -> dict[str, Upload]:
    """Keep what was chosen in those upload fields of a validated form that were in order.

    may_keep is asked once a file. is_sealed: whether the form protects its sender; what was kept
    when it was the other way round is sealed, or unsealed, with it. By the field's name, with what was kept earlier. Raises
    OtherContent (`uploads.actions`). Where it may not be kept, and on a disk that is nearly full,
    the field says that the file must be chosen again.
    """
    found = {}
    for name, field in _upload_fields(form):
        value = form.cleaned_data.get(name)
        if isinstance(value, UploadedFile):
            keep = _keep if may_keep() else _refuse_too_many
            field.kept = keep(form, form_key, name, value, is_sealed) or field.kept
        elif value is False:
            drop_file(form_key, name)
            field.kept = None
        if field.kept and field.kept.is_sealed is not is_sealed:
            _turn(form, form_key, name, is_sealed)
        if field.kept and name in form.cleaned_data:
            found[name] = field.kept
    return found


def _keep(
    form: forms.BaseForm, form_key: UUID, name: str, file: UploadedFile, is_sealed: bool
) -> Upload | None:
    try:
        return keep_file(form_key, name, file, is_sealed=is_sealed)
    except storing.NoRoom:
        text = _("The file could not be kept. Choose it again in a few minutes.")
        form.add_error(name, ValidationError(text, code="no_room"))
        return None


def _refuse_too_many(
    form: forms.BaseForm, form_key: UUID, name: str, file: UploadedFile, is_sealed: bool
) -> None:
    text = _(
        "Too many files came from your network for now, so this one was not kept. Choose it again "
        "in an hour, or send this without it."
    )
    form.add_error(name, ValidationError(text, code="too_many_files"))


def _turn(form: forms.BaseForm, form_key: UUID, name: str, is_sealed: bool) -> None:
    """Seal what was kept, or unseal it. What cannot be is deleted: it must not stay as it is."""
    field = form.fields[name]
    try:
        field.kept = keep_as(form_key, name, is_sealed=is_sealed)
    except (storing.NoRoom, FileNotFoundError, Undecipherable):
        drop_file(form_key, name)
        field.kept, field.widget.is_lost = None, True
        form.add_error(name, ValidationError(_(CHOOSE_AGAIN), code="file_lost"))
    if name in form.cleaned_data:
        form.cleaned_data[name] = field.kept


def lose_files(form: forms.BaseForm) -> None:
    """Of files that came with a form, or before it, and will not be found again: say so on the page."""
    for name, field in _upload_fields(form):
        came = name in form.files or field.widget.is_expected(form.data, name)
        field.widget.is_lost = bool(came or field.kept)
        field.kept = None


def ask_for_lost(form: forms.BaseForm) -> None:
    """Refuse, at the field, a form whose sender was told of a file that did not come and is not here."""
    for name, field in _upload_fields(form):
        was_cleared = form.data.get(field.widget.clear_checkbox_name(name))
        is_here = field.kept or name in form.files or was_cleared
        is_told = form.has_error(name, "file_lost")
        if field.widget.is_expected(form.data, name) and not (is_here or is_told):
            field.widget.is_lost = True
            form.add_error(name, ValidationError(_(CHOOSE_AGAIN), code="file_lost"))


def _upload_fields(form: forms.BaseForm) -> list[tuple[str, UploadField]]:
    return [(name, field) for name, field in form.fields.items() if isinstance(field, UploadField)]
