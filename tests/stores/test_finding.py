"""The table of bitmaps says what the database says, for any filter; nearest first is what geopy would say."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from stores import review
from stores.finding.bitmaps import bitmap_of, by_value, numbers_in, union
from stores.finding.nearest import Point, nearest_first, within
from stores.finding.table import table
from stores.models import Store
from tests import factories

NUMBERS = st.lists(st.integers(0, 300), unique=True)


@given(NUMBERS, NUMBERS)
def test_bitmaps_are_sets(first, second):
    one, two = bitmap_of(first, 301), bitmap_of(second, 301)
    assert numbers_in(one) == sorted(first)
    assert numbers_in(one & two) == sorted(set(first) & set(second))
    assert numbers_in(union([one, two])) == sorted(set(first) | set(second))
    assert one.bit_count() == len(first)
    assert numbers_in(one, 3, 7) == sorted(first)[3:7]


@given(st.lists(st.sampled_from("abc")))
def test_a_column_is_told_apart_by_its_values(column):
    found = by_value(column)
    assert {value: numbers_in(bitmap) for value, bitmap in found.items()} == {
        value: [place for place, other in enumerate(column) if other == value] for value in set(column)
    }


@pytest.fixture
def town(db):
    """Sixty places of every sort, some hidden, some without a position, two on one point."""
    chance = random.Random(4)
    units = [factories.unit(name) for name in ("Tân Cương", "Đồng Hỷ", "Văn Lang")]
    for number in range(60):
        store = factories.store(
            f"{chance.choice(['Đồng', 'Ân', 'An', 'Bình'])} {number}",
            unit=chance.choice(units),
            categories=chance.sample(["Chè", "Gia dụng", "Thủ công"], chance.randrange(3)),
            schemes=chance.sample(["xanh", "viet"], chance.randrange(3)),
            live=number % 7 != 0,
            at=(21.5 + chance.random() / 2, 105.6 + chance.random() / 2) if number % 5 else None,
            is_sample=number % 2 == 0,
        )
        if number % 11 == 1:
            for recognition in store.recognitions.all():
                review.suspend(recognition, actor=None, reason="Lý do.")
    old = factories.store("Cũ")
    factories.recognition(old, "xanh", decided_on=timezone.localdate() - timedelta(days=900))
    return Store.objects.public()


def names(rows, bitmap) -> list[int]:
    return [rows.pks[number] for number in numbers_in(bitmap)]


def test_every_column_says_what_the_database_says(town):
    rows = table()
    listed = town.order_by("sort_key", "pk")
    assert names(rows, rows.every) == list(listed.values_list("pk", flat=True))
    assert names(rows, rows.samples) == list(listed.filter(is_sample=True).values_list("pk", flat=True))
    assert names(rows, rows.positioned) == list(listed.positioned().values_list("pk", flat=True))
    for column, path in ((rows.units, "unit"), (rows.kinds, "kind")):
        for value, bitmap in column.items():
            assert names(rows, bitmap) == list(listed.filter(**{path: value}).values_list("pk", flat=True))
    for scheme in {r.scheme for store in town for r in store.recognitions.all()}:
        assert names(rows, rows.schemes.get(scheme.pk, 0)) == list(
            listed.holding(scheme.slug).values_list("pk", flat=True)
        )
    for category in {c for store in town for c in store.categories.all()}:
        assert names(rows, rows.categories[category.pk]) == list(
            listed.selling(category.slug).values_list("pk", flat=True)
        )


def test_three_hundred_random_filters_find_what_sql_finds(town):
    rows, chance = table(), random.Random(9)
    kinds = {
        "unit": rows.units,
        "categories": rows.categories,
        "recognitions__scheme": rows.schemes,
        "kind": rows.kinds,
    }
    schemes = {r.scheme_id: r.scheme.slug for store in town for r in store.recognitions.all()}
    for _ in range(300):
        found, queryset = rows.every, town.order_by("sort_key", "pk")
        for path, column in kinds.items():
            chosen = chance.sample(list(column), chance.randrange(min(3, len(column) + 1)))
            if not chosen:
                continue
            found &= union(column[value] for value in chosen)
            if path == "recognitions__scheme":
                queryset = queryset.holding(*(schemes[value] for value in chosen))
            else:
                queryset = queryset.filter(pk__in=town.filter(**{f"{path}__in": chosen}).values("pk"))
        assert names(rows, found) == list(queryset.values_list("pk", flat=True))


def test_drafts_have_no_number(town):
    hidden = Store.objects.filter(live=False).values_list("pk", flat=True)
    assert hidden
    assert table().numbers(hidden) == 0


def test_the_table_takes_the_same_queries_for_one_store_and_for_sixty(town, django_assert_num_queries):
    with django_assert_num_queries(3):
        table()


def test_an_empty_directory_is_a_table_too(db):
    rows = table()
    assert (rows.every, rows.pks) == (0, [])
    assert nearest_first(rows, rows.every, Point(21.6, 105.8)) == ([], [])


def test_nearest_first_agrees_with_geodesic_distances_and_ends_with_places_unknown(town):
    rows, point = table(), Point(21.594, 105.848)
    numbers, away = nearest_first(rows, rows.every, point)
    assert sorted(numbers) == numbers_in(rows.every)
    known = [km for km in away if km is not None]
    assert known == sorted(known)
    assert away[len(known) :] == [None] * (len(numbers) - len(known))
    for number, km in zip(numbers, known, strict=False):
        true = geodesic((point.lat, point.lng), (rows.lats[number], rows.lngs[number])).km
        assert km == pytest.approx(true, rel=0.006)


def test_a_radius_keeps_what_is_known_to_be_near(town):
    rows, point = table(), Point(21.75, 105.85)
    numbers, away = nearest_first(rows, rows.every, point)
    near = within(rows, rows.every, point, 15)
    assert set(numbers_in(near)) == {n for n, km in zip(numbers, away, strict=True) if km is not None and km <= 15}


@pytest.mark.parametrize("text", ["", "21.6", "a,b", "105.8,21.6", "nan,nan", "21.6,105.8,3", "inf,105", "1e400,105"])
def test_a_bad_point_is_no_point(text):
    assert Point.read(text) is None
