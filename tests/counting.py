"""A page with a text whose words are limited and counted; for `settings.ROOT_URLCONF`."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from ccsis.intake.fields import ParagraphsField

PAGE = """{% extends "intake/base.html" %}
{% block title %}An essay{% endblock %}
{% block scripts %}{% include "intake/_scripts.html" %}{% endblock %}
{% block content %}<h1>An essay</h1>
<form class="form" method="post" novalidate>
  {% include "includes/_field.html" with field=form.essay %}
  <button class="button">Send</button>
</form>{% endblock %}"""


class EssayForm(forms.Form):
    essay = ParagraphsField(words=20)


@csrf_exempt
def essay(request: HttpRequest) -> HttpResponse:
    form = EssayForm(request.POST or None)
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("essay/", essay), path("", include("ccsis.urls"))]
