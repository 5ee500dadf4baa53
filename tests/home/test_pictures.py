"""Photographs: three formats, said dimensions, made before readers come, and never the reason why a page fails."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from home.models import SiteRendition
from home.picture_jobs import make_copies_of_image, make_copies_of_page
from home.pictures import FORMATS, formats_at, make, ready
from tests import factories
from tests.pictures import photo

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
SHOWN = [name for name in FORMATS if name != "social"]


def render(image, name: str, request=None) -> str:
    template = Template("{% load picture_tags %}{% site_picture image name %}")
    return template.render(Context({"image": image, "name": name, "request": request}))


@pytest.mark.parametrize("name", SHOWN)
def test_each_format_has_three_types_sizes_and_dimensions(name):
    image = photo(size=(1400, 1100))
    make(image, [name])
    shown = render(image, name)
    assert shown.count("<source") == 2
    assert 'type="image/avif"' in shown
    assert 'type="image/webp"' in shown
    assert re.search(r'<img[^>]*src="/tep/[^"]+\.jpg"', shown)
    assert re.search(r'<img[^>]* width="\d+"', shown)
    assert re.search(r'<img[^>]* height="\d+"', shown)
    assert shown.count(f'sizes="{FORMATS[name].sizes}"') == 3
    assert 'decoding="async"' in shown
    assert ('alt=""' if FORMATS[name].decorative else 'alt="Làn tre đựng rau."') in shown


def test_only_the_first_picture_of_a_page_is_fetched_at_once():
    request = RequestFactory().get("/")
    image = photo()
    assert 'loading="eager"' in render(image, "body", request)
    assert 'loading="lazy"' in render(image, "body", request)
    assert 'loading="lazy"' in render(image, "body")


def test_a_lead_picture_comes_before_everything_else():
    assert 'fetchpriority="high"' in render(photo(), "lead")


def test_a_small_original_is_named_once_in_each_type():
    image = photo(size=(200, 150))
    make(image, ["body"])
    assert len(ready(image, "body")) == 3
    assert "200w" not in render(image, "body")


def test_without_copies_the_reader_gets_one_and_the_rest_is_ordered(django_capture_on_commit_callbacks):
    image = photo(size=(1400, 1100))
    shown = render(image, "body")
    assert "<source" not in shown
    assert "<img" in shown
    assert SiteRendition.objects.count() == 1
    from django_tasks_db.models import DBTaskResult

    assert DBTaskResult.objects.filter(task_path="home.picture_jobs.make_copies").count() == 1
    render(image, "body")
    assert DBTaskResult.objects.filter(task_path="home.picture_jobs.make_copies").count() == 1


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_whose_file_is_gone_leaves_the_page_standing(name):
    image = photo()
    image.file.storage.delete(image.file.name)
    assert render(image, name) == ""
    assert render(None, name) == ""


def test_publishing_makes_the_copies(client, site_home):
    image, lead = photo(size=(1400, 1100)), photo("Chợ", size=(1400, 1100))
    body = [{"type": "image", "value": {"image": image.pk, "caption": ""}}]
    article = factories.article(site_home, lead_image=lead, body=body)
    make_copies_of_page.func(article.pk)
    assert len(ready(image, "body")) == 9
    assert len(ready(lead, "lead")) == 9
    before = SiteRendition.objects.count()
    page = client.get(article.url).content.decode()
    assert page.count("<picture>") == 2
    assert SiteRendition.objects.count() == before


def test_a_draft_or_private_page_gets_no_copies(site_home):
    image = photo(size=(1400, 1100))
    draft = factories.article(site_home, "Nháp", lead_image=image, live=False)
    closed = factories.article(site_home, "Riêng", lead_image=image)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert make_copies_of_page.func(draft.pk) == "not public"
    assert make_copies_of_page.func(closed.pk) == "not public"
    make_copies_of_image.func(image.pk)
    assert SiteRendition.objects.count() == 0


def test_a_changed_picture_gets_new_copies_where_it_is_shown(site_home):
    image = photo(size=(1400, 1100))
    factories.guide(site_home, listing_image=image)
    make_copies_of_image.func(image.pk)
    assert len(ready(image, "card")) == 9
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 100, 100, 50, 50
    image.save()
    assert not ready(image, "card")
    make_copies_of_image.func(image.pk)
    assert len(ready(image, "card")) == 9


def test_the_job_does_not_mind_a_lost_file(site_home):
    image = photo()
    article = factories.article(site_home, lead_image=image)
    image.file.storage.delete(image.file.name)
    assert make_copies_of_page.func(article.pk) == "0 made, 1 without a file"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("listing_image", ("card",)),
        ("body.image.image", ("body",)),
        ("body.gallery.items.item.image", ("gallery",)),
        ("body.video.poster", ("poster",)),
        ("agency", ()),
        ("body.text", ()),
    ],
)
def test_the_place_of_a_picture_says_how_it_is_shown(path, names):
    assert formats_at(path) == names
