"""Loading the reference tables: everything arrives once, and what staff changed stays."""

import csv
import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models.signals import post_save

from home.models import Agency, Holiday, Unit, UnitSuccession
from home.text import fold, sort_key
from home.units.loading import load_reference
from home.units.tables import DATA, Outcome

pytestmark = pytest.mark.django_db
NOTHING = Outcome()


@pytest.fixture
def loaded():
    return load_reference()


def test_every_row_of_the_files_arrives(loaded):
    assert loaded == {
        "agencies": Outcome(created=17),
        "units": Outcome(created=92 + 280 + 17),
        "successions": Outcome(created=283),
        "holidays": Outcome(created=29),
        "synonyms": Outcome(created=38),
    }
    assert Unit.objects.current().count() == 92
    assert Unit.objects.current().filter(kind="phuong").count() == 15
    assert Unit.objects.former_districts().count() == 17
    assert Unit.objects.former().filter(level="commune").count() == 280


def test_todays_units_have_a_place_and_a_beginning(loaded):
    for unit in Unit.objects.current():
        assert unit.valid_from == date(2025, 7, 1)
        assert unit.province_name == "Thái Nguyên"
        assert unit.bbox_w < unit.lng < unit.bbox_e
        assert unit.bbox_s < unit.lat < unit.bbox_n
        assert unit.area_km2 > 0
        assert unit.origins.exists()


def test_former_communes_have_a_district_and_a_successor(loaded):
    for unit in Unit.objects.former().filter(level="commune").select_related("parent").prefetch_related("successions"):
        assert unit.valid_to == date(2025, 6, 30)
        assert unit.parent.level == "district"
        assert unit.parent.province_name == unit.province_name
        extents = [row.extent for row in unit.successions.all()]
        assert extents == ["whole"] or (len(extents) == 2 and set(extents) == {"part"})


def test_the_three_split_communes_lead_to_two_units_each(loaded):
    split = UnitSuccession.objects.filter(extent="part").order_by("old__name", "new__name")
    assert {(str(row.old), str(row.new)) for row in split} == {
        ("Phường Gia Sàng", "Phường Gia Sàng"),
        ("Phường Gia Sàng", "Phường Phan Đình Phùng"),
        ("Phường Cam Giá", "Phường Gia Sàng"),
        ("Phường Cam Giá", "Phường Tích Lương"),
        ("Xã Thượng Đình", "Xã Phú Bình"),
        ("Xã Thượng Đình", "Xã Điềm Thụy"),
    }
    assert set(UnitSuccession.objects.values_list("on", "decision")) == {
        (date(2025, 7, 1), "Nghị quyết 1683/NQ-UBTVQH15")
    }


def test_search_columns_are_filled_as_if_saved_one_by_one(loaded):
    for unit in Unit.objects.all():
        assert (unit.folded, unit.sort_key) == (fold(unit.name), sort_key(unit.name))
        unit.full_clean()


def test_slugs_tell_old_and_new_apart(loaded):
    assert Unit.objects.get(slug="van-lang-na-ri").name == "Văn Lang"
    assert Unit.objects.get(slug="van-lang-dong-hy").name == "Văn Lăng"
    assert Unit.objects.get(slug="gia-sang").is_current
    assert not Unit.objects.get(slug="gia-sang-thai-nguyen-cu").is_current
    assert Unit.objects.get(slug="huyen-dai-tu-cu").level == "district"


def test_agencies_that_ended_lead_to_those_of_today(loaded):
    environment = Agency.objects.get(name="Sở Tài nguyên và Môi trường")
    assert environment.today.name == "Sở Nông nghiệp và Môi trường"
    assert Agency.objects.get(abbreviation="SCT").today.name == "Sở Công Thương"
    districts = Agency.objects.get(name="UBND các huyện, thành phố, thị xã")
    assert (districts.today.name, districts.ended_on) == ("UBND các xã, phường", date(2025, 6, 30))
    for agency in Agency.objects.all():
        agency.full_clean()


def test_holidays_of_two_years_with_tet_and_days_in_lieu(loaded):
    assert set(Holiday.objects.dates("date", "year")) == {date(2026, 1, 1), date(2027, 1, 1)}
    assert Holiday.objects.get(date=date(2026, 2, 17)).kind == "tet"
    assert Holiday.objects.get(date=date(2026, 4, 27)).kind == "in_lieu"
    assert Holiday.objects.get(date=date(2026, 11, 24)).name == "Ngày Văn hóa Việt Nam"
    # Eleven days by the Labour Code and 24 November; a day in lieu stands for one that fell on a weekend.
    for year in (2026, 2027):
        days = Holiday.objects.filter(date__year=year).exclude(kind="in_lieu")
        assert days.count() == 12
        assert days.filter(kind="tet").count() == 5


def test_a_second_run_changes_nothing_and_is_quick(loaded, django_assert_max_num_queries):
    before = [list(model.objects.order_by("pk").values()) for model in (Agency, Unit, UnitSuccession, Holiday)]
    started = time.process_time()
    with django_assert_max_num_queries(8):
        again = load_reference()
    assert time.process_time() - started < 0.3
    assert set(again.values()) == {NOTHING}
    assert load_reference(update=True) == again
    assert before == [list(model.objects.order_by("pk").values()) for model in (Agency, Unit, UnitSuccession, Holiday)]


def test_what_staff_changed_stays_until_an_update_is_asked_for(loaded):
    Unit.objects.filter(slug="dong-hy").update(kind="phuong", note="Đã kiểm tra")
    Agency.objects.filter(abbreviation="SCT").update(name="Sở Công Thương tỉnh")
    Agency.objects.filter(abbreviation="STNMT").update(successor=Agency.objects.get(abbreviation="SXD"))
    Holiday.objects.filter(date=date(2027, 2, 9)).update(kind="tet")
    Holiday.objects.filter(date=date(2027, 2, 10)).delete()

    assert load_reference()["holidays"] == Outcome(created=1)
    assert Unit.objects.get(slug="dong-hy").kind == "phuong"
    assert Agency.objects.filter(name="Sở Công Thương tỉnh").exists()
    assert Agency.objects.get(abbreviation="STNMT").today.abbreviation == "SXD"
    assert Holiday.objects.get(date=date(2027, 2, 9)).kind == "tet"

    load_reference(update=True)
    assert Unit.objects.get(slug="dong-hy").kind == "xa"
    assert Unit.objects.get(slug="dong-hy").note == "Đã kiểm tra"
    assert Agency.objects.filter(name="Sở Công Thương").exists()
    assert Agency.objects.get(abbreviation="STNMT").today.abbreviation == "SNNMT"
    assert Holiday.objects.get(date=date(2027, 2, 9)).kind == "in_lieu"


def test_a_unit_that_staff_ended_is_not_brought_back(loaded):
    Unit.objects.filter(slug="quan-chu").update(valid_to=date(2027, 6, 30))
    for update in (False, True):
        assert load_reference(update=update)["units"] == NOTHING
    assert Unit.objects.current().count() == 91


def test_a_code_given_out_again_stands_for_the_unit_of_today(loaded):
    Unit.objects.filter(slug="quan-chu").update(valid_to=date(2027, 6, 30), slug="quan-chu-2025")
    successor = Unit.objects.create(code="05851", kind="phuong", name="Quân Chu", slug="quan-chu", province_name="Mới")
    assert load_reference()["units"] == NOTHING
    load_reference(update=True)
    successor.refresh_from_db()
    assert successor.valid_from is None


def test_caches_learn_of_bulk_writes_by_one_signal_a_table():
    heard = []

    def receiver(sender, **kwargs):
        heard.append(sender)

    post_save.connect(receiver)
    load_reference()
    assert {Agency, Unit, UnitSuccession, Holiday} <= set(heard)
    assert heard.count(Unit) == 2  # districts, communes
    heard.clear()
    load_reference()
    assert heard == []
    post_save.disconnect(receiver)


def test_the_command_says_what_it_did():
    first, second = StringIO(), StringIO()
    call_command("load_reference", stdout=first)
    call_command("load_reference", update=True, stdout=second)
    assert "Xã, phường và đơn vị cũ: thêm 389, sửa 0" in first.getvalue()
    assert "Ngày lễ: thêm 0, sửa 0" in second.getvalue()


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_files_are_clean_text(path):
    from home.text import normalise

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            assert [normalise(cell) for cell in row] == row
