"""Mail: an outbox in the database, and a job that delivers it.

What a mail is about is a row of any model with two methods:
    mail_address(recipient) -> str      the address of a role such as "sender", asked while sending;
                                        "" where there is none, or none any more
    mail_links() -> dict[str, str]      paths of private links, by the names that texts call them by
and, where the site's own key must not tell whom a mail went to, a third:
    digest_of_address(address) -> str   by which its mails are counted, instead of `email_digest`
A text has `[[link:NAME]]` where a link goes. What is stored holds neither address nor link.
"""
