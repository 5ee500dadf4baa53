"""The rules between the blocks of a page: headings in order, each name once; laws that hold."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks import BodyBlock, LawBlock
from home.blocks.law import LawReferenceBlock


def clean(*headings: tuple[str, str]):
    block = BodyBlock()
    raw = [{"type": "heading", "value": {"text": text, "level": level}} for level, text in headings]
    return block.clean(block.to_python(raw))


def errors(*headings: tuple[str, str]) -> set[int]:
    with pytest.raises(StreamBlockValidationError) as error:
        clean(*headings)
    return set(error.value.block_errors)


def test_headings_in_order_are_kept():
    assert len(clean(("h2", "Chuẩn bị"), ("h3", "Ở nhà"), ("h3", "Ở chợ"), ("h2", "Sau đó"))) == 4


def test_a_small_heading_needs_a_large_one_above_it():
    assert errors(("h3", "Ở nhà"), ("h2", "Chuẩn bị")) == {0}


def test_a_name_stands_once_however_it_is_marked():
    assert errors(("h2", "Chợ"), ("h2", "Khác"), ("h2", "CHỢ")) == {2}


def reference(**fields):
    block = LawReferenceBlock()
    given = {"name": "Nghị định 08/2022/NĐ-CP", "article": "Điều 64", "valid_from": date(2022, 1, 10)} | fields
    return block.clean(block.to_python(given | {"replaced_by": given.get("replaced_by", "")}))


def test_a_law_in_force_is_cited():
    assert not reference().is_expired
    assert not reference(valid_until=timezone.localdate()).is_expired


def test_a_law_that_holds_no_longer_needs_what_took_its_place():
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(StructBlockValidationError) as error:
        reference(valid_until=yesterday)
    assert "hết hiệu lực" in error.value.block_errors["replaced_by"].message
    assert reference(valid_until=yesterday, replaced_by="Nghị định mới").is_expired


def test_a_law_cannot_end_before_it_begins():
    with pytest.raises(StructBlockValidationError) as error:
        reference(valid_until=date(2022, 1, 9))
    assert set(error.value.block_errors) == {"valid_until"}


def test_the_page_says_since_when_a_law_holds_or_that_it_does_not():
    block = LawBlock()
    value = block.to_python(
        {
            "title": "Quy định nói gì?",
            "text": "<p>Bớt túi.</p>",
            "references": [
                {"name": "Luật mới", "article": "Điều 1", "valid_from": "2022-01-01", "url": "https://vbpl.example/1"},
                {"name": "Luật cũ", "valid_from": "2010-01-01", "valid_until": "2020-01-01", "replaced_by": "Luật mới"},
            ],
        }
    )
    html = block.render(value)
    assert "Có hiệu lực từ 01/01/2022." in html
    assert '<a href="https://vbpl.example/1">Luật mới</a>, Điều 1.' in html
    assert "Hết hiệu lực sau ngày 01/01/2020." in html
    assert "Thay bằng Luật mới." in html
    assert "None" not in html


def test_a_law_without_a_reference_is_refused():
    block = LawBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Quy định", "text": "<p>Bớt túi.</p>", "references": []}))
