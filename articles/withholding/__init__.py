"""Withholding a person's name: afterwards, everywhere, for good.

Somebody who wrote here may be in danger because of it. One action takes the name out of every row
of the database (`places`), with all that is made of it: files, addresses, vectors, pages. The name
itself is kept nowhere. What is kept is a hash of it under the site's key (`known`), by which an
import and a restored backup know it again.
"""
