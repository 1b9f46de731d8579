"""What arrives from another laptop, and what somebody looks for, is never read as SQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fieldapp.domain.schema import UnknownField
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace, close, create
from tests.store.conftest import CHEAP

HOSTILE = st.one_of(
    st.sampled_from(
        (
            "'; DROP TABLE fact; --", "' OR '1'='1", '" OR ""="', "') UNION SELECT body FROM fact",
            "title:Well", "NEAR(a b)", "*", "^well", "a AND NOT b", "$.values.title", "%", "_",
            "\\", "{words} : x", "-- ", "/*", ";", "\x00",
        )
    ),
    st.text(st.sampled_from("'\";-*()%_\\:^$.{}[] aOR\u200bق"), max_size=12),
)  # fmt: skip


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("injection") / "w"
    workspace, _ = create(folder, "the river is low", "Amina", cost=CHEAP)
    records.save(workspace, Change("meeting", {"title": "Well", "mood": "quiet"}))
    yield workspace
    close(workspace)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("'; DROP TABLE fact; --")
@given(HOSTILE)
def test_an_answer_is_found_by_itself_and_by_nothing_that_it_says(
    laptop: Workspace, text: str
) -> None:
    before = records.count(laptop, Wanted("meeting"))
    made = records.save(laptop, Change("meeting", {"title": "Other", "mood": text}))

    found = records.query(laptop, Wanted("meeting", {"mood": text}))

    assert made in {record.id for record in found}
    assert {record.values["mood"] for record in found} == {text}
    assert records.count(laptop, Wanted("meeting")) == before + 1
    assert records.load(laptop, "meeting", made).values["mood"] == text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE, HOSTILE)
def test_words_that_are_looked_for_find_records_that_hold_them_or_none(
    laptop: Workspace, words: str, place: str
) -> None:
    found = records.query(laptop, Wanted("meeting", words=words))
    none = records.query(laptop, Wanted("meeting", places=(place,), parents=(words,)))

    assert len(found) <= records.count(laptop, Wanted("meeting"))
    assert none == []
    assert records.find(laptop, words) is None


def test_only_a_declared_question_gets_into_a_path(laptop: Workspace) -> None:
    for name in ("title') OR 1=1 --", "title.x", "$.values", ""):
        with pytest.raises(UnknownField):
            records.query(laptop, Wanted("meeting", {name: "x"}))
