"""Lists of the admin say yes and no in words, and draw nothing from files that are not shipped."""

from unittest import mock

import pytest
from django.contrib.admin import display
from django.urls import reverse
from wagtail import hooks
from wagtail_modeladmin.options import ModelAdmin

from campaigns.events.modeladmins import RegistrationAdmin
from home.feedback import service as feedback
from home.feedback.modeladmins import FeedbackAdmin
from home.modeladmins import SiteModelAdmin
from home.models import SynonymGroup
from home.notify.modeladmins import NotificationAdmin
from home.search.modeladmins import SynonymAdmin
from home.yes_no import YesNoColumn, is_yes_no
from stores.modeladmins import RecognitionAdmin
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_icons():
    """What the hashed manifest of the running site says of files that were not collected."""
    refusal = ValueError("Missing staticfiles manifest entry for 'admin/img/icon-yes.svg'")
    with mock.patch("django.contrib.admin.templatetags.admin_list.static", side_effect=refusal):
        yield


def every_list(parent: type[ModelAdmin] = ModelAdmin) -> list[type[ModelAdmin]]:
    found = [parent] if parent.model else []
    return found + [admin for child in parent.__subclasses__() for admin in every_list(child)]


@pytest.fixture
def asked(rf, cast):
    """A request of the one who sees every column."""
    request = rf.get("/")
    request.user = cast.administrator
    return request


def test_no_list_has_a_column_of_icons(asked):
    hooks.search_for_hooks()  # what registers the lists
    lists = every_list()
    assert {SynonymAdmin, FeedbackAdmin, NotificationAdmin, RegistrationAdmin, RecognitionAdmin} <= set(lists)
    for admin in lists:
        assert issubclass(admin, SiteModelAdmin), admin
        shown = admin().get_list_display(asked)
        assert not [name for name in shown if isinstance(name, str) and is_yes_no(name, admin())], admin


def test_a_yes_no_field_is_listed_and_inspected_in_words(client, cast):
    SynonymGroup.objects.all().delete()
    used = SynonymGroup.objects.create(members="nilon, ni lông", is_active=True)
    SynonymGroup.objects.create(members="hộp xốp, hộp mút", is_active=False)
    client.force_login(cast.administrator)
    address = SynonymAdmin().url_helper
    page = client.get(address.index_url).content.decode()
    cells = [part.partition("</td>")[0] for part in page.split('<td class="field-is_active title">')[1:]]
    assert sorted(cells) == ["Có", "Không"]
    assert "đang dùng" in page.lower()
    assert client.get(f"{address.index_url}?o=2").status_code == 200  # sorted by it
    assert "<dd>Có</dd>" in "".join(client.get(address.get_action_url("inspect", used.pk)).content.decode().split("\n"))


def test_feedback_is_listed_and_inspected_in_words(client, cast, site_home):
    row = feedback.answer(factories.guide(site_home), useful=False, language="vi", address="203.0.113.9")
    feedback.add_text(row.pk, "Chưa rõ giá")
    client.force_login(cast.administrator)
    assert ">Không</td>" in client.get(reverse("gop-y_modeladmin_index")).content.decode()
    inspected = client.get(reverse("gop-y_modeladmin_inspect", args=[row.pk])).content.decode()
    assert "Không" in inspected and "False" not in inspected and "True" not in inspected


class OddAdmin(SiteModelAdmin):
    """Columns that are functions of the list."""

    model = SynonymGroup
    list_display = ("members", "is_long")

    @display(description="dài", boolean=True, ordering="members")
    def is_long(self, row: SynonymGroup) -> bool | None:
        return None if not row.members else len(row.members) > 10


def test_a_function_that_answers_yes_or_no_is_shown_in_words(asked):
    column = OddAdmin().get_list_display(asked)[1]
    assert isinstance(column, YesNoColumn)
    assert (column.short_description, column.admin_order_field, str(column)) == ("dài", "members", "is_long")
    words = [column(SynonymGroup(members=members)) for members in ("nilon, ni lông", "a, b", "")]
    assert words == ["Có", "Không", ""]
