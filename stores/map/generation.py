"""The generation of the directory: it changes in the same transaction as what the map shows."""

from django.db.models import F

from stores.models.pack import DirectoryGeneration, new_stamp


def bump() -> None:
    """Declare the present pack outdated. Bulk writers, who send no signals, call this inside their transaction."""
    only = DirectoryGeneration.objects.filter(pk=DirectoryGeneration.ONLY)
    if not only.update(number=F("number") + 1, stamp=new_stamp()):
        DirectoryGeneration.objects.get_or_create(pk=DirectoryGeneration.ONLY)


def current() -> DirectoryGeneration:
    """Read it before reading the stores: then a change in between leads to one build too many, never to one too few."""
    return DirectoryGeneration.objects.get_or_create(pk=DirectoryGeneration.ONLY)[0]
