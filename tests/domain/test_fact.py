"""Facts as JSON: what goes out comes back, and whatever comes in is a fact or is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fact import BadFact, Fact, from_json, to_json, values_from_json
from fieldapp.domain.fieldtypes import Value
from tests.domain.histories import a_fact
from tests.strategies import references, texts, values

fact_ids = st.integers(0, 2**128 - 1).map(lambda n: f"{n:032x}")
names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
answers = st.dictionaries(names, values, max_size=4)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    said: dict[str, Value] = draw(answers)
    is_sealed = draw(st.booleans())
    return a_fact(
        id=draw(fact_ids),
        save=draw(fact_ids),
        record=draw(references),
        kind=draw(names),
        values={} if is_sealed else said,
        base={name: tuple(draw(st.lists(fact_ids, max_size=3))) for name in said},
        time=f"{draw(st.integers(0, 2**96 - 1)):024x}",
        author=draw(texts),
        sealed="c2VhbGVk" if is_sealed else "",
    )


def plain(**parts: Any) -> dict[str, Any]:
    """Return a fact as the data that its JSON spells, with some parts replaced."""
    whole: dict[str, Any] = json.loads(
        to_json(a_fact(values={"title": "Well"}, base={"title": ("1" * 32,)}))
    )
    return whole | parts


@given(facts())
def test_a_fact_comes_back_as_it_went(fact: Fact) -> None:
    line = to_json(fact)

    assert from_json(line) == fact
    assert to_json(from_json(line)) == line
    assert "\n" not in line
    line.encode()


@given(facts())
def test_every_value_comes_back_with_its_type(fact: Fact) -> None:
    back = from_json(to_json(fact))

    for name, value in fact.values.items():
        assert type(back.values[name]) is type(value)


def test_equal_facts_give_the_same_bytes_in_whatever_order_they_were_made() -> None:
    one = a_fact(values={"a": 1, "b": 2}, base={"a": (), "b": ()})
    other = a_fact(values={"b": 2, "a": 1}, base={"b": (), "a": ()})

    assert to_json(one) == to_json(other)


def test_what_a_newer_version_adds_is_passed_over() -> None:
    line = json.dumps(plain(mood="good", audience=["x"]))

    assert from_json(line) == from_json(json.dumps(plain()))


def test_a_fact_names_its_fields_also_when_its_values_are_sealed() -> None:
    assert a_fact(base={"account": ()}, sealed="c2VhbGVk").names == ("account",)


def refused(line: str) -> str:
    """Return the sentence with which a line is refused."""
    with pytest.raises(BadFact) as caught:
        from_json(line)
    return str(caught.value)


@given(st.text(max_size=200))
def test_any_text_is_a_fact_or_is_refused(line: str) -> None:
    refused(line)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(plain())), json_values)
def test_a_fact_with_any_part_replaced_is_a_fact_or_is_refused(name: str, value: object) -> None:
    line = json.dumps(plain(**{name: value}))
    try:
        fact = from_json(line)
    except BadFact:
        return

    assert from_json(to_json(fact)) == fact
    to_json(fact).encode()


@pytest.mark.parametrize("name", sorted(plain()))
def test_a_fact_lacks_no_part(name: str) -> None:
    lacking = plain()
    del lacking[name]

    assert "CANARY" not in refused(json.dumps(lacking))


@pytest.mark.parametrize("name", sorted(plain()))
@pytest.mark.parametrize("value", [None, 7, True, ["CANARY"], {"CANARY": 1}, "CANARY\ud800"])
def test_no_part_takes_something_else_and_what_it_held_is_not_told(name: str, value: Any) -> None:
    assert "CANARY" not in refused(json.dumps(plain(**{name: value})))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 400])
def test_a_number_that_nothing_else_can_read_is_refused(number: str) -> None:
    line = json.dumps(plain(values={"budget": 4711}, base={"budget": []})).replace("4711", number)

    assert from_json(line.replace(number, "4711")).values == {"budget": 4711}
    refused(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        '"text"',
        "1",
        "null",
        "{}",
        "[" * 100_000,
        '{"id":' * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "9" * 10_000,
        "\x00",
        "\ufeff{}",
    ],
)
def test_what_is_no_object_or_has_no_end_is_refused(line: str) -> None:
    refused(line)


def test_a_very_large_fact_is_read() -> None:
    said = {f"f{n}": "x" * 1000 for n in range(1000)}

    fact = a_fact(values=said, base=dict.fromkeys(said, ()))

    assert from_json(to_json(fact)) == fact


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ({"title": "Well"}, {}),
        ({"title": "Well"}, {"titel": []}),
        ({}, {"title": []}),
        ({"title": {"en": "Well"}}, {"title": []}),
        ({"title": [["Well"]]}, {"title": []}),
        ({"title": [1]}, {"title": []}),
        ({"title": "\ud83d"}, {"title": []}),
        ({"title": ["\ud83d"]}, {"title": []}),
        ({"Title": "Well"}, {"Title": []}),
        ({"ti tle": "Well"}, {"ti tle": []}),
        ({"": "Well"}, {"": []}),
        ({"title": "Well"}, {"title": "1" * 32}),
        ({"title": "Well"}, {"title": ["1"]}),
        ({"title": "Well"}, {"title": [None]}),
        ({"title": "Well"}, {"title": {"1" * 32: 1}}),
    ],
)
def test_values_and_base_must_name_the_same_fields_and_hold_what_a_field_can(
    said: dict[str, Any], base: dict[str, Any]
) -> None:
    refused(json.dumps(plain(values=said, base=base)))


@pytest.mark.parametrize("sealed", ["no base64!", "c2Vh\n", 5, ["c2Vh"], "\ud800"])
def test_sealed_values_are_base64(sealed: Any) -> None:
    refused(json.dumps(plain(values={}, sealed=sealed)))


@pytest.mark.parametrize("name", ["Title", "ti tle", "", "title\n", "\ud83d", "x" * 65])
def test_a_field_is_named_plainly_where_its_value_is_sealed_too(name: str) -> None:
    refused(json.dumps(plain(values={}, base={name: []}, sealed="c2VhbGVk")))
    with pytest.raises(BadFact):
        values_from_json({name: "opened"})


def test_a_sealed_fact_shows_no_values_beside_the_sealed_ones() -> None:
    refused(json.dumps(plain(sealed="c2VhbGVk")))


def test_a_record_cannot_be_named_so_that_it_leaves_its_folder() -> None:
    for name in ("../x", "a/b", "", "a\n", ".hidden", "x" * 65):
        refused(json.dumps(plain(record=name)))


def test_the_rule_of_a_settlement_is_kept_and_nothing_else_stands_there() -> None:
    fact = a_fact(rule="from:3f9a1c20d4e5b607")

    assert from_json(to_json(fact)) == fact
    assert '"rule"' not in to_json(a_fact())
    for other in ("CANARY said so", None, 7, ["newest"], "x" * 61):
        assert "CANARY" not in refused(json.dumps(plain(rule=other)))
