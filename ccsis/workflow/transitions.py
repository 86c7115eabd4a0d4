"""What may become of a row: a table of allowed transitions, and the one function that performs them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ccsis.audit.actions import record
from ccsis.audit.models import Action
from ccsis.workflow.models import Step


class Refused(Exception):  # noqa: N818 (it is the answer, not a fault)
    """A step that is not allowed. Its text is a sentence for the person who tried."""


@dataclass(frozen=True)
class Transition:
    name: str
    label: Promise
    sources: frozenset[str]
    #: The state afterwards; None leaves it as it is.
    target: str | None
    permission: str
    #: Whether the step makes sense for this row, besides its state.
    fits: Callable[[Model], bool] = lambda row: True
    #: What it is in the audit log; None for the everyday.
    audited: Action | None = None
    #: Whether this person may take it with this row, besides the permission.
    allows: Callable[[AbstractBaseUser, Model], bool] = lambda user, row: True

    def is_open(self, row: Model) -> bool:
        return row.state in self.sources and self.fits(row)

    def is_allowed(self, user: AbstractBaseUser, row: Model) -> bool:
        return user.has_perm(self.permission) and self.allows(user, row)


@dataclass(frozen=True)
class Workflow:
    transitions: tuple[Transition, ...]
    #: The row in whose history a step is noted; of a row that is part of another, that one.
    noted_for: Callable[[Model], Model] = lambda row: row

    def __getitem__(self, name: str) -> Transition:
        """The transition of this name; KeyError for any other."""
        return {transition.name: transition for transition in self.transitions}[name]

    def __contains__(self, name: str) -> bool:
        return any(transition.name == name for transition in self.transitions)

    def offered(self, row: Model, user: AbstractBaseUser) -> list[Transition]:
        """What this person may do with this row now, in the order of the table."""
        return [t for t in self.transitions if t.is_open(row) and t.is_allowed(user, row)]

    @transaction.atomic
    def perform(
        self, name: str, row: Model, *, by: AbstractBaseUser | None, reason: str = "", **fields
    ) -> Model:
        """Take a step: lock the row, refuse what the table does not allow, write who, when and why.

        by: None is the program itself, which may do all that the table allows. fields: columns
        that are set in the same save. Returns the row as saved; raises Refused.
        """
        transition = self[name]
        locked = _locked(row, transition)
        if not transition.is_open(locked):
            text = _("“%(step)s” is not possible now: the state is “%(state)s”.")
            raise Refused(text % {"step": transition.label, "state": locked.get_state_display()})
        if by is not None and not transition.is_allowed(by, locked):
            raise Refused(_("You may not take this step: “%(step)s”.") % {"step": transition.label})
        before = locked.state
        locked.state = transition.target or before
        for column, value in fields.items():
            setattr(locked, column, value)
        locked.save()
        self._note(locked, name, before, by=by, reason=reason)
        if transition.audited:
            record(actor=by, action=transition.audited, subject=self.noted_for(locked))
        return locked

    def _note(self, row: Model, name: str, before: str, **who) -> None:
        whole = self.noted_for(row)
        Step.objects.create(
            model=whole._meta.label_lower,
            row_pk=whole.pk,
            is_of_part=whole != row,
            transition=name,
            from_state=before,
            to_state=row.state,
            **who,
        )


def _locked(row: Model, transition: Transition) -> Model:
    """The row as it is now, which nobody else changes before the commit; Refused if it is gone."""
    locked = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if locked is None:
        text = _("“%(step)s” is not possible: it is no longer there.")
        raise Refused(text % {"step": transition.label})
    return locked
