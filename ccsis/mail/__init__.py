"""Mail: an outbox in the database, and a job that delivers it.

What a mail is about is a row of any model with three methods:
    mail_address(recipient) -> str      the address of a role such as "sender", asked while sending;
                                        "" where there is none, or none any more
    mail_digest(address) -> str         keyed, by which mails to the same address are told apart from others;
                                        of a protected sender under another key than anybody else's
    mail_links() -> dict[str, str]      paths of private links, by the names that texts call them by
A text has `[[link:NAME]]` where a link goes. What is stored holds neither address nor link.
"""
