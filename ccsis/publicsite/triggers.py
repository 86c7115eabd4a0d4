"""How the database itself notices that readers see something else: see `ccsis.publicsite.version`.

A model whose table readers see has `triggers = RAISES_SITE_VERSION` in its Meta; one of which they
see some rows alone, and strangers write others, has `raises_site_version_where(…)`. A table without a
model of ours (another app's, or one between two models) gets a proxy model that has it.
"""

from pgtrigger import After, Deferred, Delete, Insert, Row, Statement, Trigger, Truncate, Update

#: For each statement, but noted once in a transaction. The setting ends with the transaction, and a
#: rollback to a savepoint takes it back together with the note.
NOTE = """
IF current_setting('ccsis.change_is_noted', true) IS DISTINCT FROM 'yes' THEN
    INSERT INTO publicsite_change (is_last) VALUES (false);
    PERFORM set_config('ccsis.change_is_noted', 'yes', true);
END IF;
RETURN NULL;
"""

#: Fired twice while committing. A note put off once more comes after all that was deferred with it:
#: checks of foreign keys may wait for other transactions, and must not do so with the row locked.
RAISE = """
IF TG_OP = 'INSERT' THEN
    UPDATE publicsite_change SET is_last = true WHERE id = NEW.id;
    RETURN NULL;
END IF;
INSERT INTO publicsite_siteversion AS version (id, number)
    VALUES (1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
    ON CONFLICT (id) DO UPDATE SET number = greatest(version.number + 1, excluded.number);
DELETE FROM publicsite_change WHERE id = NEW.id;
RETURN NULL;
"""

RAISES_SITE_VERSION = [
    Trigger(
        name="raises_site_version",
        level=Statement,
        when=After,
        operation=Insert | Update | Delete | Truncate,
        func=NOTE,
    )
]


def raises_site_version_where(column: str, value: str) -> list[Trigger]:
    """For a table of which readers see those rows alone that have this value, before or after."""
    is_seen = (
        f"coalesce(OLD.{column} = '{value}', false) OR coalesce(NEW.{column} = '{value}', false)"
    )
    return [
        Trigger(
            name="raises_site_version",
            level=Row,
            when=After,
            operation=Insert | Update | Delete,
            func=f"IF {is_seen} THEN\n{NOTE.strip()}\nEND IF;\nRETURN NULL;",
        )
    ]


COUNTS_AT_COMMIT = [
    Trigger(
        name="counts_at_commit",
        level=Row,
        when=After,
        timing=Deferred,
        operation=Insert | Update,
        func=RAISE,
    )
]
