"""The page of a store: all that is known, nothing that is not, in both languages, and the photographs' copies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import SiteRendition
from home.picture_jobs import make_copies_of_record
from stores import review
from stores.models import StoreLink, StorePhone, StorePhoto, StoreProduct
from tests import factories
from tests.linked_data import entry

# Wagtail leaves the temporary files of renditions to the garbage collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


@pytest.fixture
def store(site_home):
    made = factories.store(
        "Nông sản Làn Mây", payment_ways=["cash", "transfer"], parking="motorbike", wheelchair="yes",
        own_containers="yes", bag_discount="Bớt 1.000 đồng", practice_note="Giữ hũ cho khách quen",
    )  # fmt: skip
    practice = factories.practice("Cân lẻ, rót lại")
    practice.name_en, practice.icon = "Refills", "pour"
    practice.save()
    today = timezone.localdate()
    made.practices = [practice]
    made.phones = [StorePhone(number="+842083855123", label="quầy"), StorePhone(number="+84912345678", has_zalo=True)]
    made.links = [StoreLink(url="https://www.facebook.com/lanmay")]
    made.products = [
        StoreProduct(name="Chè", ocop_stars=4, ocop_issuer="UBND tỉnh", ocop_until=today + timedelta(days=9)),
        StoreProduct(name="Mật ong", ocop_stars=3, ocop_issuer="Nơi cũ", ocop_until=today - timedelta(days=1)),
    ]
    made.save()
    review.verify(made, actor=None, how="visit")
    return made


def test_all_that_is_known_is_shown(client, store):
    page = client.get(store.get_absolute_url()).content.decode()
    for words in (
        'href="tel:+842083855123"', "0208 3855 123", "quầy", 'href="https://zalo.me/0912345678"', "Facebook",
        "Cân lẻ, rót lại", "icons.svg#pour", "Giữ hũ cho khách quen", "Tiền mặt, Chuyển khoản", "Chỗ để xe máy",
        "Vào được", "Bớt 1.000 đồng", "OCOP 4 sao, UBND tỉnh", "Thông tin được kiểm tra lần cuối ngày",
    ):  # fmt: skip
        assert words in page or words.replace("icons.svg#pour", "#pour") in page, words


def test_an_expired_star_is_not_shown(client, store):
    page = client.get(store.get_absolute_url()).content.decode()
    assert "Mật ong" in page
    assert "Nơi cũ" not in page
    assert "OCOP 3" not in page


def test_what_is_unknown_leaves_no_trace(client, site_home):
    bare = factories.store("Trống", at=None, address="")
    page = client.get(bare.get_absolute_url()).content.decode()
    for words in ("Trước khi đến", "Xe lăn", "Chưa rõ", "Việc làm xanh", "Gọi điện", "Zalo", "OCOP", "kiểm tra lần"):
        assert words not in page, words


def test_in_english_the_practices_speak_english(client, store):
    page = client.get(f"/en{store.get_absolute_url()}").content.decode()
    assert "Refills" in page
    assert "Cân lẻ, rót lại" not in page


def test_structured_data_says_what_was_seen(client, store):
    data = entry(client, store.get_absolute_url(), "Store")
    assert data["telephone"] == ["+842083855123", "+84912345678"]
    assert data["sameAs"] == "https://www.facebook.com/lanmay"
    assert {"name": "Wheelchair accessible", "value": True, "@type": "LocationFeatureSpecification"} in data[
        "amenityFeature"
    ]
    assert "Deposit bottles" not in [feature["name"] for feature in data["amenityFeature"]]
    assert [offer["itemOffered"]["name"] for offer in data["makesOffer"]] == ["Chè"]


def test_photographs_stand_with_alt_credit_and_licence_and_get_their_copies(client, store):
    image = factories.image(description="Sạp rau buổi sáng", credit="Minh Hà", licence="cc-by")
    store.photos = [StorePhoto(image=image, caption="Sạp ngoài cửa")]
    store.save()
    store.save_revision(clean=False).publish()
    page = client.get(store.get_absolute_url()).content.decode()
    for words in ('alt="Sạp rau buổi sáng"', "Sạp ngoài cửa", "Minh Hà", "CC BY 4.0"):
        assert words in page, words
    assert "Hình vẽ, chưa có ảnh" not in page
    before = SiteRendition.objects.count()
    assert "made" in make_copies_of_record.func("stores.store", store.pk)
    assert SiteRendition.objects.count() > before
    assert "srcset" in client.get(store.get_absolute_url()).content.decode()


def test_pictures_of_a_draft_get_no_copies(store):
    store.photos = [StorePhoto(image=factories.image())]
    store.live = False
    store.save()
    assert make_copies_of_record.func("stores.store", store.pk) == "not public"
    assert not SiteRendition.objects.exists()


def test_a_draft_is_previewed_with_its_parts(client, cast, store):
    draft = store.get_latest_revision_as_object()
    draft.phones = [StorePhone(number="+842083855999")]
    context = draft.get_preview_context(None, "")
    assert [phone.text for phone in context["phones"]] == ["0208 3855 999"]
