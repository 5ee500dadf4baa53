"""Old names lead to today's unit; where a name cannot decide, nobody decides for the reader."""

import unicodedata
from collections import defaultdict
from datetime import date

import pytest
from django.db import transaction

from home.models import Unit, UnitSuccession
from home.text import fold
from home.units.loading import load_successions, load_units
from home.units.reading import Part, folded_variants, name_key, read
from home.units.resolver import Resolution, resolve
from home.units.tables import read_table

pytestmark = pytest.mark.django_db

TYPE_WORDS = {
    "xa": ("Xã", "X."),
    "phuong": ("Phường", "P."),
    "thi_tran": ("Thị trấn", "TT."),
    "huyen": ("Huyện", "H."),
    "thanh_pho": ("Thành phố", "TP."),
}


@pytest.fixture(scope="module", autouse=True)
def reference(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction around all tests of this module; each test's own lies inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        load_successions()
        yield
        transaction.set_rollback(True)


def names(units) -> list[str]:
    return [str(unit) for unit in units]


def found(text: str) -> tuple[str, str]:
    resolution = resolve(text)
    assert (resolution.unit is not None) == (resolution.kind in ("current", "former"))
    return resolution.kind, str(resolution.unit or " | ".join(names(resolution.choices)))


CURRENT = read_table("units")
FORMER = read_table("former_units")
DISTRICTS = {row["code"]: row for row in read_table("former_districts")}
TODAY = {row["code"]: f"{TYPE_WORDS[row['kind']][0]} {row['name']}" for row in CURRENT}


class TestEveryRow:
    def test_todays_units_by_their_full_name(self):
        for row in CURRENT:
            resolution = resolve(TODAY[row["code"]])
            if row["name"] in ("Gia Sàng", "Trung Thành"):
                assert resolution.unit is None
                assert resolution.choices[0].code == row["code"]
                continue
            assert resolution.unit is not None, row
            assert (resolution.kind, resolution.unit.code, resolution.exact) == ("current", row["code"], True)

    @pytest.mark.parametrize("style", ["official", "short", "folded", "no comma, upper case", "whole address, nfd"])
    def test_former_communes_with_their_district(self, style):
        for row in FORMER:
            district = DISTRICTS[row["district_code"]]
            long, short = TYPE_WORDS[row["kind"]], TYPE_WORDS[district["kind"]]
            text = f"{long[0]} {row['name']}, {short[0]} {district['name']}"
            address = f"Số 12, tổ 5, {text}, tỉnh {district['province_name']}, Việt Nam"
            text = {
                "official": text,
                "short": f"{long[1]}{row['name']}, {short[1]} {district['name']}",
                "folded": fold(text),
                "no comma, upper case": text.replace(",", "").upper(),
                "whole address, nfd": unicodedata.normalize("NFD", address),
            }[style]
            resolution = resolve(text)
            expected = sorted(row["successor_codes"].split())
            assert sorted(unit.code for unit in resolution.choices) == expected, (text, resolution)
            if len(expected) > 1:
                assert (resolution.kind, resolution.unit) == ("split", None)
            else:
                assert resolution.kind in ("current", "former")
                assert resolution.unit.code == expected[0]
                assert resolution.exact or style == "folded"
            assert (row["code"], district["code"]) in {(unit.code, unit.parent.code) for unit in resolution.matched}

    def test_bare_former_names_never_hide_a_possibility(self):
        """For every old name typed alone, each unit that some place of that name became is offered or is the answer."""
        possible = defaultdict(set)
        for row in FORMER:
            possible[row["name"]] |= set(row["successor_codes"].split())
        for row in CURRENT:
            if row["name"] in possible:
                possible[row["name"]].add(row["code"])
        for name, codes in possible.items():
            resolution = resolve(name)
            assert codes <= {unit.code for unit in resolution.choices}, name
            assert (resolution.unit is not None) == (len(codes) == 1 and resolution.kind != "ambiguous"), name

    def test_former_districts_offer_the_units_on_their_ground(self):
        for code, district in DISTRICTS.items():
            rows = [row for row in FORMER if row["district_code"] == code]
            codes = {new for row in rows for new in row["successor_codes"].split()}
            for text in (f"{TYPE_WORDS[district['kind']][0]} {district['name']}", f"TX. {district['name']}"):
                resolution = resolve(text)
                assert (resolution.kind, resolution.unit) == ("district", None)
                assert {unit.code for unit in resolution.choices} == codes
                assert [unit.code for unit in resolution.matched] == [code]

    def test_choices_stand_in_vietnamese_order(self):
        choices = resolve("huyện Đại Từ").choices
        assert [unit.sort_key for unit in choices] == sorted(unit.sort_key for unit in choices)
        assert names(choices)[:3] == ["Xã An Khánh", "Xã Đại Phúc", "Xã Đại Từ"]


class TestTraps:
    """The list "Old → new unit" of the facts about Vietnamese text."""

    @pytest.mark.parametrize(
        ("text", "choices"),
        [
            ("Phường Gia Sàng", "Phường Gia Sàng | Phường Phan Đình Phùng"),
            ("Gia Sàng, TP Thái Nguyên", "Phường Gia Sàng | Phường Phan Đình Phùng"),
            ("Cam Giá", "Phường Gia Sàng | Phường Tích Lương"),
            ("xã Thượng Đình, huyện Phú Bình", "Xã Điềm Thụy | Xã Phú Bình"),
        ],
    )
    def test_split_communes_ask(self, text, choices):
        assert found(text) == ("split", choices)

    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("Trung Thành, TP Thái Nguyên", "Phường Tích Lương"),
            ("Tân Thành, TP Thái Nguyên", "Phường Tích Lương"),
            ("phường Tân Thành", "Phường Tích Lương"),
            ("Tân Lập, Chợ Đồn", "Xã Quảng Bạch"),
            ("Tân Lập, TP Thái Nguyên", "Phường Tích Lương"),
            ("Tân Long, Đồng Hỷ", "Xã Quang Sơn"),
            ("Tân Long, thành phố Thái Nguyên", "Phường Quan Triều"),
            ("Tân Thịnh, Định Hoá", "Xã Phượng Tiến"),
            ("Tân Thịnh, TPTN", "Phường Phan Đình Phùng"),
            ("TT Hương Sơn", "Xã Phú Bình"),
            ("phường Hương Sơn", "Phường Gia Sàng"),
            ("Sông Cầu, Bắc Kạn", "Phường Bắc Kạn"),
            ("thị trấn Sông Cầu", "Xã Đồng Hỷ"),
            ("Yên Lạc", "Xã Phú Lương"),
            ("Yến Lạc", "Xã Na Rì"),
            ("Hùng Sơn", "Xã Đại Phúc"),
            ("hung son, dai tu", "Xã Đại Phúc"),
        ],
    )
    def test_old_names_lead_where_they_went(self, text, unit):
        assert found(text) == ("former", unit)

    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("Trung Thành, Phổ Yên", "Phường Trung Thành"),
            ("trung thanh pho yen", "Phường Trung Thành"),
            ("trung thanh pho yen, thai nguyen", "Phường Trung Thành"),
            ("Xã Tân Thành", "Xã Tân Thành"),
            ("Tân Thành, Phú Bình", "Xã Tân Thành"),
            ("xã Đại Từ", "Xã Đại Từ"),
            ("Văn Lang", "Xã Văn Lang"),
            ("Văn Lăng", "Xã Văn Lăng"),
            ("Van Lăng", "Xã Văn Lăng"),
            ("van lang, dong hy", "Xã Văn Lăng"),
            ("van lang na ri", "Xã Văn Lang"),
            ("Phúc Lộc", "Xã Phúc Lộc"),
        ],
    )
    def test_todays_names_where_nothing_else_fits(self, text, unit):
        assert found(text) == ("current", unit)

    @pytest.mark.parametrize(
        ("text", "choices"),
        [
            ("Tân Thành", "Xã Tân Thành | Phường Tích Lương"),
            ("Tân Thành, Thái Nguyên", "Xã Tân Thành | Phường Tích Lương"),
            ("Trung Thành", "Phường Trung Thành | Phường Tích Lương"),
            ("phường Trung Thành, tỉnh Thái Nguyên", "Phường Trung Thành | Phường Tích Lương"),
            ("Sông Cầu", "Phường Bắc Kạn | Xã Đồng Hỷ"),
            ("Hương Sơn", "Phường Gia Sàng | Xã Phú Bình"),
            ("van lang", "Xã Văn Lang | Xã Văn Lăng"),
            ("yen lac", "Xã Phú Lương | Xã Na Rì"),
            ("Bắc Kạn", "Phường Bắc Kạn | Phường Đức Xuân | Xã Phong Quang"),
        ],
    )
    def test_shared_names_ask_todays_namesake_first(self, text, choices):
        assert found(text) == ("ambiguous", choices)

    def test_a_name_of_a_commune_and_a_district_asks(self):
        resolution = resolve("Đại Từ")
        assert (resolution.kind, resolution.unit) == ("ambiguous", None)
        assert str(resolution.choices[0]) == "Xã Đại Từ"
        assert len(resolution.choices) == 10
        assert names(resolution.matched) == ["Huyện Đại Từ"]

    def test_thai_nguyen_alone_may_be_the_province(self):
        assert resolve("Thái Nguyên").kind == "ambiguous"
        assert resolve("TP. Thái Nguyên, tỉnh Thái Nguyên").kind == "district"
        assert resolve("tỉnh Thái Nguyên") == Resolution("none")


class TestWaysOfWriting:
    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("P.Hoàng Văn Thụ, TP.Thái Nguyên", "Phường Phan Đình Phùng"),
            ("P. Hoàng Văn Thụ, T.P Thái Nguyên", "Phường Phan Đình Phùng"),
            ("p hoang van thu tp tn", "Phường Phan Đình Phùng"),
            ("286 Lương Ngọc Quyến P. Hoàng Văn Thụ TP. Thái Nguyên", "Phường Phan Đình Phùng"),
            ("366/1 đường Bắc Kạn, P. Hoàng Văn Thụ, TP. Thái Nguyên, Thái Nguyên", "Phường Phan Đình Phùng"),
            ("Phường Phố Cò, TX Sông Công", "Phường Sông Công"),
            ("thi tran cho ra ba be", "Xã Chợ Rã"),
            ("X. Liêm Thuỷ", "Xã Xuân Dương"),
            ("xã Trung Hoà - huyện Ngân Sơn", "Xã Nà Phặc"),
            ("Sĩ Bình", "Xã Vĩnh Thông"),
            ("Qui Kỳ", "Xã Kim Phượng"),
            ("xã Na Rỳ", "Xã Na Rì"),
            ("Quán Triều", "Phường Quan Triều"),
            ("Thần Xa", "Xã Thần Sa"),
            ("Thần Sa, Võ Nhai", "Xã Thần Sa"),
            ("Xã\u00a0Cổ Lũng, Xã Cổ Lũng, Huyện Phú Lương, Thái Nguyên", "Xã Vô Tranh"),
            (", Xã Bằng Thành, Huyện Pác Nặm, Bắc Kạn", "Xã Bằng Thành"),
            ("phường Tân Thành (TP Thái Nguyên)", "Phường Tích Lương"),
        ],
    )
    def test_abbreviations_and_loose_spelling(self, text, unit):
        assert str(resolve(text).unit) == unit

    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("phuong tien", "Xã Phượng Tiến"),
            ("phuong giao", "Xã Dân Tiến"),
            ("huyen tung", "Phường Đức Xuân"),
            ("phuong huyen tung thanh pho bac kan", "Phường Đức Xuân"),
            ("trang xa vo nhai", "Xã Tràng Xá"),
            ("xa trang xa", "Xã Tràng Xá"),
            ("phu xa", "Phường Tích Lương"),
            ("than xa", "Xã Thần Sa"),
            ("quan chu", "Xã Quân Chu"),
        ],
    )
    def test_names_that_begin_or_end_like_a_type_word(self, text, unit):
        assert str(resolve(text).unit) == unit

    def test_marks_and_type_word_make_it_exact(self):
        assert resolve("thị trấn Hùng Sơn").exact
        assert resolve("Xã Liêm Thuỷ").exact
        assert not resolve("phường Hùng Sơn").exact
        assert not resolve("thi tran hung son").exact
        assert not resolve("Quán Triều").exact

    @pytest.mark.parametrize(
        "text",
        ["", " ", ",", "xã", "phường phường", "Hà Nội", "Tân Thành, Hà Nội", "Tân Thành, tỉnh Hà Giang", "a" * 999],
    )
    def test_what_is_not_known_is_nothing(self, text):
        assert resolve(text) == Resolution("none")


class TestDoubt:
    def test_a_name_in_the_wrong_district_is_asked_about(self):
        """Sơn Cẩm belonged to Phú Lương until 2017: the old border, or an error, so both are offered."""
        resolution = resolve("Sơn Cẩm, huyện Phú Lương")
        assert (resolution.kind, resolution.unit) == ("ambiguous", None)
        assert names(resolution.choices)[0] == "Phường Quan Triều"
        assert "Xã Phú Lương" in names(resolution.choices)

    def test_type_word_against_marks_is_asked_about(self):
        assert found("thị trấn Yên Lạc") == ("ambiguous", "Xã Phú Lương | Xã Na Rì")

    def test_a_street_named_like_a_unit_does_not_count_before_a_commune(self):
        assert found("12 Quang Trung, phường Thịnh Đán, TP Thái Nguyên") == ("former", "Phường Quyết Thắng")
        assert found("Quang Trung, Thịnh Đán, TP Thái Nguyên") == ("former", "Phường Quyết Thắng")

    @pytest.mark.parametrize(
        "text",
        [
            "Tân Thành",
            "phường Trung Thành TP Thái Nguyên tỉnh Thái Nguyên",
            "Sơn Cẩm, Phú Lương",
            "Đại Từ",
            "a b c d e f g h i k, " * 9,
        ],
    )
    def test_three_queries_at_most(self, text, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            resolve(text)


class TestLaterChanges:
    """What happens to today's units one day."""

    def test_a_unit_merged_later_leads_on(self, django_assert_max_num_queries):
        quan_chu, dai_tu = Unit.objects.get(slug="quan-chu"), Unit.objects.get(slug="dai-tu")
        Unit.objects.filter(pk=quan_chu.pk).update(valid_to=date(2027, 6, 30))
        UnitSuccession.objects.create(old=quan_chu, new=dai_tu, on=date(2027, 7, 1))
        with django_assert_max_num_queries(3):
            assert found("xã Cát Nê, huyện Đại Từ") == ("former", "Xã Đại Từ")
        assert found("Quân Chu") == ("former", "Xã Đại Từ")

    def test_a_changed_type_keeps_old_addresses_working(self):
        Unit.objects.filter(slug="dong-hy").update(kind="phuong")
        assert found("phường Đồng Hỷ") == ("current", "Phường Đồng Hỷ")
        assert found("xã Đồng Hỷ") == ("current", "Phường Đồng Hỷ")
        assert found("Hóa Thượng, Đồng Hỷ") == ("former", "Phường Đồng Hỷ")

    def test_a_former_unit_without_a_successor_is_recognised_but_leads_nowhere(self):
        old = Unit.objects.create(code="1", kind="xa", name="Lạ Hoắc", slug="la-hoac", valid_to=date(2000, 1, 1))
        assert resolve("Lạ Hoắc") == Resolution("none", matched=(old,))


class TestReading:
    def test_a_marked_type_word_is_certain_and_an_unmarked_one_is_not(self):
        assert read("Phường Tiến")[0][0].unit == (Part("phuong", "Tiến"),)
        assert read("phuong tien")[0][0].unit == (Part("phuong", "tien"), Part("", "phuong tien"))
        assert read("Phượng Tiến")[0][0].unit == (Part("", "Phượng Tiến"),)

    def test_i_and_y_are_exchanged_only_as_single_vowels(self):
        assert folded_variants("Sỹ Bình") == {"sy binh", "si binh"}
        assert folded_variants("Liêm Thủy") == {"liem thuy"}
        assert name_key("Quy Kỳ") == name_key("Qui Kì") == "qui ki"
        assert name_key("Úc Kỳ") != name_key("Úc Kê")
