"""Different words for one thing, as staff listed them (home.models.SynonymGroup); applied to questions only."""

from collections.abc import Sequence
from dataclasses import dataclass

from home.delivery.remembered import remembered
from home.models import SynonymGroup
from home.search.words import Word, agrees, exact, folded_words, read_words
from home.text import normalise
from home.units.tables import Outcome, announce, read_table

Folded = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """Words of a question that name a thing of the table: how many, and the folded names of the same thing."""

    length: int
    others: tuple[Folded, ...]


@dataclass(frozen=True)
class _Member:
    """One way to say it: how each word is spelled, and the other ways."""

    spelled: list[str]
    others: tuple[Folded, ...]


class Synonyms:
    """All groups, by the folded words of each member."""

    def __init__(self, groups: Sequence[Sequence[str]]):
        self._members: dict[Folded, list[_Member]] = {}
        for sayings in groups:
            folded = {saying: tuple(folded_words(saying)) for saying in sayings}
            for saying, key in folded.items():
                spelled = [exact(word.spelled) for word in read_words(normalise(saying))]
                others = tuple(dict.fromkeys(other for other in folded.values() if other != key))
                self._members.setdefault(key, []).append(_Member(spelled, others))
        self.sayings = [saying for sayings in groups for saying in sayings]
        self._longest = max(map(len, self._members), default=0)

    def meaning_at(self, said: Sequence[Word], place: int) -> Meaning | None:
        """The longest member that begins at this word. Marks that were typed must agree: "túi bông" is no plastic bag."""
        for length in range(min(self._longest, len(said) - place), 0, -1):
            typed = said[place : place + length]
            members = self._members.get(tuple(word.folded for word in typed), ())
            meant = [member for member in members if all(map(agrees, typed, member.spelled))]
            if meant:
                return Meaning(length, tuple(dict.fromkeys(other for member in meant for other in member.others)))
        return None


@remembered
def synonyms() -> Synonyms:
    groups = SynonymGroup.objects.filter(is_active=True).values_list("members", flat=True)
    return Synonyms([members.splitlines() for members in groups])


def load_synonyms() -> Outcome:
    """The groups that come with the product, into an empty table; from then on it is the staff's."""
    if SynonymGroup.objects.exists():
        return Outcome()
    groups = [
        SynonymGroup(members="\n".join(row["members"].split(" | ")), reason=row["reason"])
        for row in read_table("synonyms")
    ]
    SynonymGroup.objects.bulk_create(groups)
    announce(groups, created=True)
    return Outcome(created=len(groups))
