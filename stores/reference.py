"""The short lists that filters, labels and teasers are made of. Shared by all requests: never write to their rows."""

from home.delivery.remembered import remembered
from home.models import Unit
from stores.models import ProductCategory, Scheme, StoreKind


@remembered
def schemes() -> list[Scheme]:
    return list(Scheme.objects.all())


@remembered
def categories() -> list[ProductCategory]:
    return list(ProductCategory.objects.all())


@remembered
def kinds() -> list[StoreKind]:
    return list(StoreKind.objects.all())


@remembered
def communes() -> list[Unit]:
    return list(Unit.objects.current())
