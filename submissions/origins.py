"""At the desk, from an article back to the contribution that it was made of."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.origins import Origin
from articles.models import Article
from submissions.models import Contribution, ContributionState


def origin_of(request: HttpRequest, article: Article) -> Origin | None:
    if not request.user.has_perm("submissions.view_contribution"):
        return None
    row = Contribution.objects.filter(article=article).first()
    if row is None:
        return None
    label = _("From the %(kind)s %(reference)s") % {"kind": row.noun, "reference": row.reference}
    if row.is_protected:
        label = _("%(origin)s, whose sender is protected") % {"origin": label}
    if row.state == ContributionState.WITHDRAWN:
        label = _("%(origin)s. Its sender has withdrawn it: it must not be published.") % {
            "origin": label
        }
    return Origin(label, reverse("admin:submissions_contribution_change", args=[row.pk]))
