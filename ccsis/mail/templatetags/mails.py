from django import template

from ccsis.mail import errors

register = template.Library()

register.filter("in_words", errors.in_words)
