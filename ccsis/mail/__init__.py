"""Mail: an outbox in the database, and a job that delivers it.

What a mail is about is a row of any model with two methods:
    mail_address(recipient) -> str      the address of a role such as "sender", asked while sending;
                                        "" where there is none, or none any more
    mail_links() -> dict[str, str]      paths of private links, by the names that texts call them by
and perhaps a third, where a digest under SECRET_KEY would tell too much:
    mail_digest(address) -> str         by which the mails of an hour to one address are known
A text has `[[link:NAME]]` where a link goes. What is stored holds neither address nor link.
"""
