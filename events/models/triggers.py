"""What the database itself does with events."""

from pgtrigger import Before, Row, Trigger, Update

#: What a calendar says of an event.
IN_CALENDARS = (
    *("name", "edition", "summary", "starts_on", "ends_on", "venue", "venue_address"),
    *("time_zone", "is_archived", "call_opens_on", "call_opens_time"),
    *("call_closes_on", "call_closes_time"),
)
IS_CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in IN_CALENDARS)

COUNTS_REVISIONS = [
    Trigger(
        name="counts_revisions",
        level=Row,
        when=Before,
        operation=Update,
        func=(
            f"IF {IS_CHANGED} THEN\n"
            "    NEW.revision = OLD.revision + 1;\n"
            "    NEW.revised_at = now();\n"
            "END IF;\n"
            "RETURN NEW;"
        ),
    )
]
