"""The off switch of reminders: on the account page, and where a reminder's last line leads."""

from django.urls import reverse

URL = reverse("councils:reminders")


def test_reminders_are_switched_off_and_on(lead, as_user):
    client = as_user(lead)
    for data, wanted, said in (
        ({}, False, "will not be reminded again"),
        ({"reminders": "on"}, True, "will be reminded"),
    ):
        page = client.post(URL, data, follow=True)
        assert page.redirect_chain == [("/accounts/", 302)]
        assert said in page.content.decode()
        lead.refresh_from_db()
        assert lead.reminders is wanted


def test_opening_the_link_changes_nothing(lead, as_user):
    assert "checked" in as_user(lead).get(URL).content.decode()
    lead.refresh_from_db()
    assert lead.reminders


def test_signed_out_the_link_comes_back_after_sign_in(db, client):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"


def test_the_account_page_has_the_box(lead, as_user):
    page = as_user(lead).get("/accounts/").content.decode()
    assert 'type="checkbox" name="reminders"' in page
    assert f'action="{URL}"' in page
