"""What a store holds: phones, links, OCOP stars, practices, conveniences; and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.phones import grouped, to_e164
from stores.enums import WheelchairAccess
from stores.models import StoreLink, StorePhone, StoreProduct
from stores.presenters import conveniences, phones_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("0208 3855 123", "+842083855123", "0208 3855 123"),
        ("(0208) 3.855.123", "+842083855123", "0208 3855 123"),
        ("0912345678", "+84912345678", "0912 345 678"),
        ("+84 912 345 678", "+84912345678", "0912 345 678"),
        ("84912345678", "+84912345678", "0912 345 678"),
    ],
)
def test_a_number_is_kept_one_way_however_it_is_typed(typed, kept, shown):
    assert to_e164(typed) == kept
    assert grouped(kept) == shown
    store = factories.store(phone=typed)
    assert store.phones.get().number == kept


@pytest.mark.parametrize("typed", ["123", "hỏi chủ quán", "0208 12", "0999"])
def test_what_nobody_can_dial_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as refused:
        StorePhone(store=factories.store(), number=typed).full_clean()
    assert "Số điện thoại chưa đúng" in refused.value.message_dict["number"][0]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.facebook.com/lanmay", "Facebook"),
        ("https://m.facebook.com/lanmay", "Facebook"),
        ("https://zalo.me/123", "Zalo"),
        ("https://www.tiktok.com/@lanmay", "TikTok"),
    ],
)
def test_known_networks_are_named(url, name):
    link = StoreLink(store=factories.store(), url=url)
    link.full_clean()
    assert link.name == name


@pytest.mark.parametrize(
    "url",
    [
        "http://facebook.com/lanmay", "https://facebook.com.evil.example/lanmay", "https://evilfacebook.com/",
        "https://example.vn/facebook.com", "https://facebook.com@evil.example/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_only_looks_like_a_network_is_refused(url):
    with pytest.raises(ValidationError):
        StoreLink(store=factories.store(), url=url).full_clean()


def ocop(**fields) -> StoreProduct:
    known = {"ocop_stars": 4, "ocop_issuer": "UBND tỉnh", "ocop_until": timezone.localdate() + timedelta(days=9)}
    return StoreProduct(name="Chè", **(known | fields))


def test_stars_hold_until_their_last_day_and_no_longer():
    today = timezone.localdate()
    assert ocop(ocop_until=today).has_ocop
    assert not ocop(ocop_until=today - timedelta(days=1)).has_ocop
    assert not ocop(ocop_until=None).has_ocop


@pytest.mark.parametrize(
    "fields", [{"ocop_issuer": ""}, {"ocop_until": None}, {"ocop_stars": None}, {"ocop_stars": 6}, {"ocop_stars": 0}]
)
def test_stars_need_who_gave_them_and_until_when(fields):
    with pytest.raises(ValidationError):
        ocop(**fields).full_clean(exclude=["store"])


def test_what_is_unknown_is_not_said():
    store = factories.store()
    assert conveniences(store) == []
    store.wheelchair = WheelchairAccess.NO
    store.payment_ways = ["transfer", "cash"]
    said = {row.name: row.value for row in conveniences(store)}
    assert said == {"Thanh toán": "Tiền mặt, Chuyển khoản, quét mã QR", "Xe lăn": "Chưa vào được"}


def test_an_unknown_way_to_pay_is_refused():
    store = factories.store(payment_ways=["cash", "bitcoin"])
    with pytest.raises(ValidationError):
        store.full_clean()


def test_a_phone_with_zalo_leads_there_and_a_sample_number_nowhere():
    store = factories.store(phone="0912 345 678")
    store.phones = [StorePhone(number="+84912345678", has_zalo=True)]
    store.save()
    phone = phones_of(store)[0]
    assert (phone.href, phone.zalo_url) == ("tel:+84912345678", "https://zalo.me/0912345678")
    store.is_sample = True
    phone = phones_of(store)[0]
    assert (phone.text, phone.href, phone.zalo_url) == ("0912 345 678 (số mẫu)", "", "")


def test_parts_travel_with_drafts_and_wait_for_publication():
    store = factories.store(phone="0912 345 678", practices=("Cân lẻ",))
    draft = store.get_latest_revision_as_object()
    draft.phones = [StorePhone(number="+84208385512", label="mới")]
    draft.practices = []
    revision = draft.save_revision(clean=False)
    store = type(store).objects.get(pk=store.pk)
    assert [phone.number for phone in store.phones.all()] == ["+84912345678"]
    revision.publish()
    store = type(store).objects.get(pk=store.pk)
    assert [phone.label for phone in store.phones.all()] == ["mới"]
    assert not store.practices.exists()
