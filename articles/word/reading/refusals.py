"""Why a whole file is not taken in."""

#: What may be wrong with the archive (`ccsis.intake.uploads.inspection.archives`) so that it is refused.
HARMFUL = {
    *("ambiguous", "bomb", "damaged", "encrypted", "macros", "overlapping", "program_inside"),
    *("too_many_parts", "unreadable", "unsafe_names"),
}


class RefusedError(Exception):
    """The code of a reason is its only argument."""

    @property
    def code(self) -> str:
        return self.args[0]
