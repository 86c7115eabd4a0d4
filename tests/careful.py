"""The forms of the desk without a browser."""

from django.test import Client


class DeskClient(Client):
    """Sends what is hidden in a row's form together with what is typed, as a browser does."""

    def post(self, path, data=None, *args, **kwargs):
        if path.endswith("/change/") and isinstance(data, dict) and "_fingerprint" not in data:
            data = hidden_fields(self, path) | data
        return super().post(path, data, *args, **kwargs)


def hidden_fields(client, path) -> dict[str, str]:
    """The claim and the fingerprint of a form as it opens now."""
    context = client.get(path).context
    desk = context and context.get("desk")
    if not desk:
        return {}
    return {"_work": desk["claim"], "_fingerprint": desk["visit"].fingerprint}


def shown_rows(client, path) -> dict[str, str]:
    """What a browser sends of a list in which rows are changed, if nobody types anything."""
    formset = client.get(path).context["cl"].formset
    sent = {f"form-{name}": str(len(formset.forms)) for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in formset.forms:
        for field in form:
            value = "" if field.value() is None else str(field.value())
            sent[field.html_name] = value
            if field.field.show_hidden_initial:
                sent[field.html_initial_name] = value
    return sent


def sign_in(user) -> DeskClient:
    client = DeskClient()
    client.force_login(user)
    return client
