"""The rows that uploads belong to."""

from django.apps import apps
from django.db.models import Model

from ccsis.intake.models import Upload


def owner_of(upload: Upload) -> Model | None:
    """The row as it is now; None if it, or its model, is gone, or the upload is nobody's yet."""
    model = _model_of(upload)
    return model and model._base_manager.filter(pk=upload.owner_pk).first()


def may_see(site, request, upload: Upload) -> bool:
    """Whoever may not see a row in this admin site may not see its files either.

    Files whose row is gone are left to those who may do everything.
    """
    owner = owner_of(upload)
    if owner is None:
        return request.user.is_superuser
    desk = site._registry.get(type(owner))
    return desk is None or desk.has_view_permission(request, owner)


def _model_of(upload: Upload) -> type[Model] | None:
    try:
        return apps.get_model(upload.owner_model)
    except (LookupError, ValueError):
        return None
