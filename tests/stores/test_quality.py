"""What is missing in what is said of a store: computed in the list's one query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stores import review
from stores.enums import PositionPrecision
from stores.models import Store, StorePhoto
from stores.quality import Missing, condition, missing_of, with_quality
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    store = factories.store(
        "Đủ cả", hours="24/7", phone="0912345678", categories=("Chè",), description="Bán chè và làn cói."
    )
    store.photos = [StorePhoto(image=factories.image())]
    store.save()
    review.verify(store, actor=None, how="visit")
    return store


def rated(store: Store) -> Store:
    return with_quality(Store.objects.filter(pk=store.pk)).get()


def test_a_store_of_which_all_is_known_lacks_nothing(whole):
    assert (missing_of(rated(whole)), rated(whole).lacking) == ([], 0)


def test_a_store_of_which_nothing_is_known_lacks_all():
    bare = rated(factories.store(at=None))
    assert bare.lacking == len(Missing) == len(missing_of(bare))


def test_the_middle_of_the_commune_is_no_position_and_an_old_check_is_none(whole):
    whole.position.precision = PositionPrecision.UNIT
    whole.position.save()
    assert missing_of(rated(whole)) == ["vị trí"]
    whole.position.delete()
    whole.verification.verified_on = timezone.localdate() - timedelta(days=366)
    whole.verification.save()
    assert missing_of(rated(whole)) == ["vị trí", "kiểm tra trong 12 tháng"]


def test_several_photographs_and_categories_count_once(whole):
    whole.photos = [StorePhoto(image=factories.image()) for _ in range(3)]
    whole.categories = [factories.category(name) for name in ("Chè", "Gạo")]
    whole.save()
    assert with_quality(Store.objects.all()).count() == 1
    assert rated(whole).lacking == 0


def test_each_filter_agrees_with_the_column(whole):
    factories.store("Trống", at=None)
    factories.store("Có giờ", hours="24/7")
    for missing in Missing:
        by_filter = set(Store.objects.filter(condition(missing)).values_list("name", flat=True))
        by_column = {s.name for s in with_quality(Store.objects.all()) if str(missing.label) in missing_of(s)}
        assert by_filter == by_column


def test_the_list_shows_filters_and_sorts_by_it(client, cast, whole):
    factories.store("Trống", at=None)
    client.force_login(cast.store_officer)
    listing = "/quan-tri/snippets/stores/store/"
    page = client.get(listing).content.decode()
    assert "thiếu 7: vị trí, giờ mở cửa, điện thoại, ảnh" in page
    page = client.get(listing, {"missing": "du"}).content.decode()
    assert "Đủ cả" in page
    assert "Trống" not in page
    for order, first in (("lacking", "Đủ cả"), ("-lacking", "Trống")):
        rows = list(client.get(listing, {"ordering": order}).context["object_list"])
        assert rows[0].name == first
