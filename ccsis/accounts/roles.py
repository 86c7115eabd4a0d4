"""The groups that the staff are sorted into. What each may do is granted by the apps' migrations."""

AUTHOR = "author"
EDITOR = "editor"
PUBLISHER = "publisher"
EVENT_MANAGER = "event manager"
REVIEWER = "reviewer"

ROLES = [AUTHOR, EDITOR, PUBLISHER, EVENT_MANAGER, REVIEWER]
