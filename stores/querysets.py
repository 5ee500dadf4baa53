"""The words in which stores are asked for."""

from django.db import models
from django.db.models import Exists, OuterRef


class StoreQuerySet(models.QuerySet):
    def public(self) -> "StoreQuerySet":
        """Stores that anyone may see: the one door for list, search, pack, API, sitemap, embed and export."""
        return self.filter(live=True)

    @staticmethod
    def holds(*schemes: str) -> Exists:
        """The condition of holding, today, one of these schemes (slugs); any scheme when none is named."""
        from stores.models import Recognition

        held = Recognition.objects.in_force().filter(store=OuterRef("pk"))
        return Exists(held.filter(scheme__slug__in=schemes) if schemes else held)

    def holding(self, *schemes: str) -> "StoreQuerySet":
        return self.filter(self.holds(*schemes))

    def selling(self, *categories: str) -> "StoreQuerySet":
        """Stores that sell something of one of these categories (slugs), each once."""
        links = self.model.categories.through.objects.filter(store=OuterRef("pk"))
        return self.filter(Exists(links.filter(productcategory__slug__in=categories)))

    def positioned(self) -> "StoreQuerySet":
        """Stores that stand somewhere on the map."""
        return self.filter(position__isnull=False)

    def for_page(self) -> "StoreQuerySet":
        """With all that the page of a place shows, in a fixed number of queries."""
        from stores.models import StorePhoto

        photos = StorePhoto.objects.select_related("image").prefetch_related("image__renditions")
        return self.select_related("unit", "kind", "hours", "position", "verification").prefetch_related(
            "phones", "links", "products", "practices", "categories", models.Prefetch("photos", queryset=photos)
        )

    def for_cards(self) -> "StoreQuerySet":
        """With all that a result row shows, in a fixed number of queries."""
        from stores.models import Recognition

        current = Recognition.objects.in_force().select_related("scheme").order_by("scheme__order")
        return self.select_related("unit", "kind", "hours", "position").prefetch_related(
            models.Prefetch("recognitions", queryset=current, to_attr="current_recognitions")
        )


class RecognitionQuerySet(models.QuerySet):
    def in_force(self) -> "RecognitionQuerySet":
        """Recognitions that count today: decided, begun, not run out, not suspended or withdrawn."""
        from django.utils import timezone

        from stores.enums import RecognitionState

        today = timezone.localdate()
        return self.filter(state__in=RecognitionState.in_force(), valid_from__lte=today, valid_until__gte=today)
