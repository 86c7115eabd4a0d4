"""Which group of the staff may do what with contributions: the table that the migrations grant.

Who a protected sender is, publishers alone can open; editors work with the text and the pseudonym.
"""

from ccsis.accounts.roles import EDITOR, PUBLISHER

EDITING = [
    "submissions.add_contribution",
    "submissions.change_contribution",
    "submissions.decide_contribution",
    "submissions.view_contribution",
]

GRANTS = {
    EDITOR: EDITING,
    PUBLISHER: [
        *EDITING,
        "submissions.erase_contribution",
        "submissions.open_identity",
        "submissions.open_original",
        "submissions.change_call",
        "submissions.view_call",
    ],
}
