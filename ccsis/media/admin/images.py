"""The library at the desk."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.desk.admin import CarefulAdmin
from ccsis.lib.staff import BoundedPaginator, OfferedFilters
from ccsis.media.actions import delete_image, replace_file, store_image
from ccsis.media.admin import endpoints, filters, forms
from ccsis.media.admin.places import places_of
from ccsis.media.models import Image
from ccsis.media.showing import thumbnail


@admin.register(Image)
class ImageAdmin(OfferedFilters, CarefulAdmin, admin.ModelAdmin):
    form = forms.ImageForm
    change_form_template = "admin/media/image/change_form.html"
    change_list_template = "admin/media/image/change_list.html"
    delete_confirmation_template = "admin/media/image/delete.html"
    list_display = ["preview", "words", "facts"]
    list_display_links = ["words"]
    list_filter = [
        filters.DescriptionFilter,
        filters.CreditFilter,
        filters.UseFilter,
        filters.RepublishingFilter,
    ]
    list_per_page = 48
    paginator = BoundedPaginator
    search_fields = endpoints.SEARCHED
    search_help_text = _(
        "Finds words of the alternative text, the caption, the credit and of where it came from."
    )
    show_full_result_count = False
    readonly_fields = ["focus", "shown_in", "size", "added", "renditions_at"]
    add_fieldsets = [
        (None, {"fields": ["upload", "alt", "is_decorative", "caption"]}),
        (_("Rights"), {"fields": ["credit", "source", "may_be_republished"]}),
    ]
    fieldsets = [
        (None, {"fields": ["focus", ("centre_x", "centre_y"), "is_shown_whole"]}),
        (_("In words"), {"fields": ["alt", "is_decorative", "caption"]}),
        (_("Rights"), {"fields": ["credit", "source", "may_be_republished"]}),
        (_("Use and file"), {"fields": ["shown_in", "size", "added", "renditions_at"]}),
    ]

    # In the list

    @admin.display(description=_("preview"))
    def preview(self, image):
        return format_html(
            '<img src="{}" alt="" width="{}" height="{}" loading="lazy">',
            thumbnail(image),
            image.width,
            image.height,
        )

    @admin.display(description=_("image"), ordering="alt")
    def words(self, image):
        if image.is_undescribed:
            return format_html('<em class="lacking">{}</em>', gettext("No alternative text"))
        if image.is_decorative:
            return Truncator(image.caption).chars(90) or gettext("Decorative")
        return Truncator(image.alt).chars(90)

    @admin.display(description=_("credit and size"), ordering="created_at")
    def facts(self, image):
        said = Truncator(image.credit).chars(80) or gettext("No credit")
        return format_html("{}<br>{} × {}", said, image.width, image.height)

    # On its own page

    @admin.display(description=_("centre of interest"))
    def focus(self, image):
        return render_to_string("admin/media/image/_focus.html", {"image": image})

    @admin.display(description=_("shown in"))
    def shown_in(self, image):
        lines = format_html_join("", "<li>{}</li>", ((line,) for line in image.places.lines))
        return format_html('<ul class="places">{}</ul>', lines) if lines else gettext("Nowhere.")

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("added"))
    def added(self, image):
        day = f"{image.created_at:%-d %B %Y}"
        return f"{day}, {image.added_by}" if image.added_by else day

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = forms.AddForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        if image:
            image.places = places_of(self.admin_site, request, image)
        return image

    def get_urls(self):
        replacing = path(
            "<int:pk>/replace/",
            self.admin_site.admin_view(self.replace_view),
            name="media_image_replace",
        )
        return [*endpoints.urls(self), replacing, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"may_add": self.has_add_permission(request), "title": gettext("Library")}
        return super().changelist_view(request, context | (extra_context or {}))

    # Writing

    def save_model(self, request, image, form, change):
        if change:
            super().save_model(request, image, form, change)
            return
        fields = {name: form.cleaned_data[name] for name in forms.SAID}
        image.pk = store_image(form.cleaned_data["upload"], added_by=request.user, **fields).pk

    def replace_view(self, request, pk):
        """Another file for the same picture, after a look at all that shows it."""
        image = self.get_object(request, str(pk))
        if image is None:
            raise Http404
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        form = forms.ReplaceForm(request.POST or None, request.FILES or None, image=image)
        if request.method == "POST" and form.is_valid():
            try:
                replace_file(image, form.cleaned_data["upload"])
            except Image.DoesNotExist:
                raise Http404 from None
            self.log_change(request, image, gettext("Another file."))
            messages.success(
                request,
                gettext(
                    "The file is replaced wherever it is shown. Look at the centre of interest, "
                    "the words and the credit: they are still those of the old one."
                ),
            )
            return endpoints.replaced(request, image)
        if form.errors and endpoints.is_script(request):
            return endpoints.not_replaced(form)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Replace the file"),
            "subtitle": Truncator(str(image)).chars(80),
            "opts": self.opts,
            "image": image,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/media/image/replace.html", context, status=status)

    # Deleting

    def get_deleted_objects(self, images, request):
        """An image that something shows is not deleted; the page names what shows it."""
        deleted, counts, perms_needed, protected = super().get_deleted_objects(images, request)
        found = [places_of(self.admin_site, request, image) for image in images]
        used = [line for places in found for line in places.lines]
        return deleted, counts, perms_needed, [*protected, *used]

    def delete_model(self, request, image):
        delete_image(image)

    def delete_queryset(self, request, images):
        for image in images:
            delete_image(image)

    def response_add(self, request, obj, post_url_continue=None):
        """On to where its centre of interest is chosen."""
        if {"_popup", "_addanother", "_continue"} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        super().response_add(request, obj, post_url_continue)
        return redirect(reverse("admin:media_image_change", args=[obj.pk]))
