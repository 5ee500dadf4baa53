"""What else to read: where an editor chose too few pages, those of the same campaign, then those of the same topics."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from wagtail.models import Page

from home.delivery.remembered import remembered
from home.facets import kinds_by_content_type
from home.languages import pages_in_language
from home.models.relations import PageRelation
from home.models.topics import PageTopic
from home.news import of_kinds, publication_day
from home.registry import page_kinds

FEW = 4


def filled_up(page: Page, chosen: list[Page]) -> list[Page]:
    """The editor's choices, then others until there are four; none of them twice."""
    if len(chosen) >= FEW or not page.pk:
        return chosen
    taken = {other.pk for other in chosen}
    others = (other for other in _nearest(page.pk, get_language()) if other.pk not in taken)
    return [*chosen, *others][: max(FEW, len(chosen))]


@remembered
def _nearest(pk: int, language: str) -> list[Page]:
    """As many as may be needed when all that an editor chose is among them; without their streams, which lists do not show."""
    found = nearest(pk).select_related("locale", for_specific_subqueries=True)
    return list(found[: 2 * FEW - 1].specific().defer_streamfields())


def nearest(pk: int) -> QuerySet:
    """Public pages of the reader's language that share a campaign or a topic with this one, the nearest first.

    A page with sample data comes after all real ones. Neither the page itself, nor its translations and aliases.
    """
    own = Page.objects.filter(pk=pk).values("translation_key")
    shared = PageTopic.objects.filter(page=OuterRef("pk"), topic__in=PageTopic.objects.filter(page=pk).values("topic"))
    number = Subquery(shared.order_by().values("page").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    pages = of_kinds(pages_in_language()).exclude(pk=pk).exclude(translation_key__in=own).exclude(alias_of=pk)
    pages = pages.annotate(
        is_tied=Case(When(_is_tied(pk), then=Value(1)), default=Value(0)),
        shared=Coalesce(number, Value(0)),
        sample=Case(When(_is_sample(), then=Value(1)), default=Value(0)),
        day=publication_day(),
    )
    pages = pages.filter(Q(is_tied=1) | Q(shared__gt=0))
    return pages.order_by("sample", "-is_tied", "-shared", "-day", "-pk")


def _is_tied(pk: int) -> Q:
    """An editor related the two, from either side, or a campaign gathers both."""
    gathering = [content_type for content_type, kind in kinds_by_content_type().items() if kind.gathers]
    around = Q(relations__target=pk) | Q(related_from__page=pk)
    campaigns = list(Page.objects.filter(around, content_type__in=gathering).values_list("pk", flat=True).distinct())
    to_page = PageRelation.objects.filter(page=OuterRef("pk"), target__in=[pk, *campaigns])
    from_page = PageRelation.objects.filter(target=OuterRef("pk"), page__in=[pk, *campaigns])
    return Q(Exists(to_page)) | Q(Exists(from_page))


def _is_sample() -> Q:
    found = Q(pk__in=[])
    for kind in page_kinds():
        if any(field.name == "is_sample" for field in kind.model._meta.get_fields()):
            found |= Q(**{f"{kind.model._meta.model_name}__is_sample": True})
    return found
