"""What places and records are called for this reader. Remembers places; nothing else is kept."""

import unicodedata
from collections.abc import Mapping

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.language import Language
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace

OFFERS = 12
"""Names offered at once while somebody types."""


def read_places(workspace: Workspace) -> dict[str, str]:
    """Return the name of every place by the reference that fields hold: its p-code, or its id.

    Reads all places, so it belongs into a task; a mission has a few thousand.
    """
    reader = workspace.reader
    found: dict[str, str] = {}
    for record in records.query(workspace, Wanted("place")):
        values = disclose(record, reader.at(Door.LIST)).values
        found[str(values.get("pcode") or record.id)] = str(values.get("name") or record.id)
    return found


def folded(text: str) -> str:
    """Return a text as it is looked for: without accents, vowel signs and case, so that "Gorom"
    finds "Gôrom" and "ابشي" finds "أبشي"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def draft_title(kind: RecordKind, given: Values, language: Language) -> str:
    """Return what a draft is called in a list; "" where only its own page may say it."""
    title = kind.field(kind.title)
    said = given.get(title.name)
    if (
        said in (None, "")
        or title.identifies
        or kind.level_of(title.name, given) >= Level.RESTRICTED
    ):
        return ""
    return title.type.show(said, language)


class Names:
    """Names of what references stand for."""

    def __init__(
        self,
        workspace: Workspace,
        reader: Reader,
        language: Language,
        places: Mapping[str, str],
    ) -> None:
        self._workspace = workspace
        self._reader = reader
        self._language = language
        self._places = dict(places)
        self._folded = {reference: folded(name) for reference, name in places.items()}

    def title(self, reference: str) -> str:
        """Return the name of a place or a record; the reference itself where it is unknown."""
        if reference in self._places:
            return self._places[reference]
        record = records.find(self._workspace, reference)
        if record is None:
            return reference
        return self.of(disclose(record, self._reader.at(Door.LIST))) or reference

    def of(self, record: Disclosed) -> str:
        """Return what stands for a record in a list: its title, else its kind and day."""
        kind = kind_named(record.kind)
        title = kind.field(kind.title).type.show(record.values.get(kind.title), self._language)
        if title:
            return title.splitlines()[0]
        label = self._language.translate(kind.label)
        day = self.day(record)
        return f"{label} · {day}" if day else label

    def day(self, record: Disclosed) -> str:
        """Return the day of a record, "" where it has none."""
        kind = kind_named(record.kind)
        if not kind.day:
            return ""
        return kind.field(kind.day).type.show(record.values.get(kind.day), self._language)

    def place(self, record: Disclosed) -> str:
        """Return the name of a record's place, "" where it has none."""
        place = record.values.get("place")
        return self.title(place) if isinstance(place, str) else ""

    def ranks(self) -> dict[str, int]:
        """Return where each place stands among all by its name, by its reference."""
        by_name = sorted(self._places, key=lambda each: (self._places[each].casefold(), each))
        return {reference: rank for rank, reference in enumerate(by_name)}

    def find(self, kind: str, text: str) -> list[tuple[str, str]]:
        """Return up to a dozen (reference, name) of a kind whose names hold the text.

        Places of one name are told apart by their reference.
        """
        if kind != "place":
            wanted = Wanted(kind, words=text, limit=OFFERS)
            reader = self._reader.at(Door.LIST)
            rows = records.query(self._workspace, wanted, reader)
            found = [disclose(record, reader) for record in rows]
            return [(record.id, self.of(record)) for record in found]
        wanted_text = folded(text)
        places = [
            (reference, name)
            for reference, name in self._places.items()
            if wanted_text in self._folded[reference] or folded(reference).startswith(wanted_text)
        ]
        places.sort(
            key=lambda each: (not self._folded[each[0]].startswith(wanted_text), *reversed(each))
        )
        names = [name for _, name in places[:OFFERS]]
        return [
            (reference, f"{name} · {reference}" if names.count(name) > 1 else name)
            for reference, name in places[:OFFERS]
        ]

    def in_language(self, language: Language) -> "Names":
        """Return the same names for a window in another language."""
        return Names(self._workspace, self._reader, language, self._places)

    def for_reader(self, reader: Reader) -> "Names":
        """Return the names as another reader may know them."""
        return Names(self._workspace, reader, self._language, self._places)

    def learn_place(self, reference: str, name: str) -> None:
        """Take note of a place that was just saved."""
        self._places[reference] = name
        self._folded[reference] = folded(name)
