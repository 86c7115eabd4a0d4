from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ccsis.lib.staff import BoundedPaginator, LookUpAdmin, hidden_from, link_to
from ccsis.mail import actions
from ccsis.mail.errors import in_words
from ccsis.mail.models import Mail


@admin.register(Mail)
class MailAdmin(LookUpAdmin):
    """The outbox. No text is shown: what a mail is about has a page of its own."""

    list_display = ["purpose", "subject", "about_row", "recipient", "state"]
    list_display += ["queued_at", "sent_at", "failed_at", "trouble"]
    list_filter = ["state"]
    list_per_page = 50
    sortable_by = []
    paginator = BoundedPaginator
    fields = ["purpose", "subject", "about_row", "recipient", "language", "state"]
    fields += ["queued_at", "sent_at", "failed_at", "attempts", "trouble"]
    readonly_fields = fields
    change_form_template = "admin/mail/mail.html"

    def get_queryset(self, request):
        """Of what a person may not see, neither the mails."""
        rows = super().get_queryset(request).defer("text", "html")
        return rows.exclude(about_model__in=hidden_from(self.admin_site, request))

    def get_urls(self):
        view = self.admin_site.admin_view(self.resend_view)
        return [path("<int:pk>/resend/", view, name="mail_mail_resend"), *super().get_urls()]

    def resend_view(self, request, pk):
        """Only by a button: opening the address sends nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("mail.resend_mail"):
            raise PermissionDenied
        mail = get_object_or_404(self.get_queryset(request), pk=pk)
        if actions.resend(mail, by=request.user):
            messages.success(request, gettext("It is sent again."))
        else:
            text = gettext("Its text is not kept any more. Send a new link or write to the person.")
            messages.error(request, text)
        return HttpResponseRedirect(_back(request) or reverse("admin:mail_mail_change", args=[pk]))

    @admin.display(description=_("about"))
    def about_row(self, mail):
        """Without asking the database for each row of the list."""
        return link_to(mail.about_model, mail.about_pk)

    @admin.display(description=_("trouble"))
    def trouble(self, mail):
        return in_words(mail.error) or "–"


def _back(request) -> str:
    path = request.POST.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
