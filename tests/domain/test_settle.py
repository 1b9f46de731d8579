"""Settling: nothing said is lost, whoever knew more wins, and order does not matter."""

from collections.abc import Collection
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.settle import Settled, settle
from tests.domain.histories import (
    FIELDS,
    TWENTY_YEARS_MS,
    History,
    Step,
    a_fact,
    edited,
    edits,
    histories,
    laptops,
    meet_all,
    play,
    skews,
)

AMINA, BRIMA, CHOL = 0, 1, 2


def same(a: Value, b: Value) -> bool:
    return a == b and type(a) is type(b)


def not_overtaken(history: History, facts: Collection[Fact], name: str) -> set[str]:
    """Return whose answers must stand: those that no later author of the same field knew of."""
    about = [fact for fact in facts if name in fact.values]
    return {
        fact.id for fact in about if not any(fact.id in history.seen[other.id] for other in about)
    }


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_and_how_often_changes_nothing(
    history: History, random: Random
) -> None:
    facts = list(history.facts.values())

    twice_in_disorder = random.sample(facts * 2, len(facts) * 2)

    assert settle(twice_in_disorder) == settle(facts)


@given(histories)
def test_an_answer_stands_until_somebody_who_knew_it_gives_another(history: History) -> None:
    for laptop in range(3):
        facts = history.known[laptop].values()
        heads = history.settled(laptop).heads
        for name in FIELDS:
            assert set(heads.get(name, ())) == not_overtaken(history, facts, name)


@given(histories)
def test_every_answer_that_stands_is_shown_or_kept_as_a_clash(history: History) -> None:
    for laptop, known in enumerate(history.known):
        settled = history.settled(laptop)
        for name in FIELDS:
            for head in settled.heads.get(name, ()):
                said = known[head].values[name]
                shown = [settled.values[name], *(h.value for h in settled.clashes.get(name, ()))]
                assert any(same(said, value) for value in shown)


@given(histories)
def test_a_field_clashes_exactly_when_the_answers_that_stand_differ(history: History) -> None:
    for laptop, known in enumerate(history.known):
        settled = history.settled(laptop)
        for name in FIELDS:
            said = [known[head].values[name] for head in settled.heads.get(name, ())]
            differ = any(not same(a, b) for a in said for b in said)
            assert (name in settled.clashes) is differ


@given(histories)
def test_what_was_once_replaced_never_comes_back_when_more_facts_arrive(history: History) -> None:
    everything = settle(history.facts.values()).heads

    for laptop, known in enumerate(history.known):
        before = history.settled(laptop).heads
        for name in FIELDS:
            assert set(everything.get(name, ())) & set(known) <= set(before.get(name, ()))


@given(edited, edits)
def test_an_informed_edit_wins_whatever_the_clocks_say(history: History, edit: Step) -> None:
    meet_all(history)

    history.take(edit)
    meet_all(history)

    for laptop in range(3):
        settled = history.settled(laptop)
        assert same(settled.values[edit.field], edit.value)
        assert edit.field not in settled.clashes


@given(histories, st.sampled_from(FIELDS), laptops, skews)
def test_settling_a_clash_ends_it_everywhere(
    history: History, name: str, settler: int, skew: int
) -> None:
    meet_all(history)

    history.take(Step(settler, "edit", name, "settled", skew_ms=skew))
    meet_all(history)

    assert all(name not in history.settled(laptop).clashes for laptop in range(3))
    assert all(history.settled(laptop).values[name] == "settled" for laptop in range(3))


@given(histories)
def test_laptops_that_have_met_show_the_same(history: History) -> None:
    meet_all(history)

    assert history.settled(AMINA) == history.settled(BRIMA) == history.settled(CHOL)


def apart(*steps: Step, before: tuple[Step, ...] = ()) -> Settled:
    """Let all three know ``before``, then work without knowing of each other, then meet."""
    history = play(before)
    meet_all(history)
    for step in steps:
        history.take(step)
    meet_all(history)
    return history.settled(AMINA)


def test_two_answers_given_apart_are_both_kept_and_the_newer_is_shown() -> None:
    settled = apart(
        Step(AMINA, "edit", "title", "Well", skew_ms=1), Step(BRIMA, "edit", "title", "School")
    )

    assert settled.values["title"] == "Well"
    assert [head.value for head in settled.clashes["title"]] == ["Well", "School"]
    assert [head.device for head in settled.clashes["title"]] == ["00000000", "00000001"]


def test_answers_of_the_same_moment_are_shown_in_the_same_order_everywhere() -> None:
    facts = [a_fact(id=n * 32, values={"title": n}, base={"title": ()}) for n in "123"]

    assert settle(facts) == settle(reversed(facts))
    assert settle(facts).values["title"] == "3"


def test_three_answers_given_apart_are_all_kept() -> None:
    settled = apart(*(Step(n, "edit", "title", f"answer {n}", skew_ms=n) for n in range(3)))

    assert [h.value for h in settled.clashes["title"]] == ["answer 2", "answer 1", "answer 0"]


def test_the_same_answer_given_apart_is_no_clash_and_both_count_as_seen() -> None:
    settled = apart(Step(AMINA, "edit", "title", "Well"), Step(BRIMA, "edit", "title", "Well"))

    assert settled.values["title"] == "Well"
    assert settled.clashes == {}
    assert len(settled.heads["title"]) == 2


def test_yes_and_one_are_different_answers() -> None:
    settled = apart(Step(AMINA, "edit", "title", True), Step(BRIMA, "edit", "title", 1))

    assert "title" in settled.clashes


def test_clearing_a_field_clashes_with_answering_it() -> None:
    settled = apart(
        Step(AMINA, "edit", "title"),
        Step(BRIMA, "edit", "title", "School"),
        before=(Step(CHOL, "edit", "title", "Well"),),
    )

    assert {head.value for head in settled.clashes["title"]} == {None, "School"}


def test_answers_to_different_fields_do_not_clash() -> None:
    settled = apart(Step(AMINA, "edit", "title", "Well"), Step(BRIMA, "edit", "status", "ongoing"))

    assert settled.values == {"title": "Well", "status": "ongoing"}
    assert settled.clashes == {}


def test_a_careful_field_shows_nothing_while_it_clashes() -> None:
    facts = [
        a_fact(id="1" * 32, values={"level": 3}, base={"level": ()}),
        a_fact(id="2" * 32, values={"level": 6}, base={"level": ()}),
    ]

    clashing = settle(facts, careful=["level"])
    agreed = settle(facts[:1], careful=["level"])

    assert clashing.values == {"level": None}
    assert {head.value for head in clashing.clashes["level"]} == {3, 6}
    assert agreed.values == {"level": 3}


@given(histories)
def test_careful_fields_show_an_answer_only_when_all_that_stands_agrees(history: History) -> None:
    careless, careful = settle(history.facts.values()), settle(history.facts.values(), FIELDS)

    assert careful.clashes == careless.clashes
    for name, value in careful.values.items():
        assert value == (None if name in careful.clashes else careless.values[name])


def test_a_fact_sealed_to_others_adds_no_answer() -> None:
    open_one = a_fact(id="1" * 32, values={"title": "Well"}, base={"title": ()})
    sealed = a_fact(id="2" * 32, base={"account": ()}, sealed="c2VhbGVk")

    assert settle([open_one, sealed]).values == {"title": "Well"}


WELL = (Step(AMINA, "edit", "title", "Well"),)


def test_a_record_is_taken_out_with_its_reason() -> None:
    settled = apart(Step(AMINA, "delete"), before=WELL)

    assert settled.deleted == "no longer needed"
    assert settled.edited_after_delete is False
    assert settled.values == {"title": "Well"}
    assert DELETED not in settled.clashes


def test_an_edit_made_while_it_was_taken_out_keeps_the_record_and_says_so() -> None:
    settled = apart(
        Step(AMINA, "delete", skew_ms=TWENTY_YEARS_MS),
        Step(BRIMA, "edit", "title", "School"),
        before=WELL,
    )

    assert settled.deleted is None
    assert settled.edited_after_delete is True
    assert settled.values["title"] == "School"


def test_a_new_field_filled_in_while_it_was_taken_out_keeps_the_record_too() -> None:
    settled = apart(Step(AMINA, "delete"), Step(BRIMA, "edit", "note", "still needed"), before=WELL)

    assert settled.deleted is None
    assert settled.edited_after_delete is True


def test_two_who_take_it_out_agree() -> None:
    settled = apart(Step(AMINA, "delete"), Step(BRIMA, "delete"), before=WELL)

    assert settled.deleted == "no longer needed"
    assert settled.clashes == {}


def test_two_reasons_for_taking_it_out_are_nothing_to_settle() -> None:
    well = a_fact(id="1" * 32, values={"title": "Well"}, base={"title": ()})
    reasons = [
        a_fact(id=n * 32, values={DELETED: f"reason {n}"}, base={DELETED: (well.id,)}, time=n * 24)
        for n in "23"
    ]

    settled = settle([well, *reasons])

    assert settled.deleted == "reason 3"
    assert settled.clashes == {}


def test_putting_it_back_brings_it_back() -> None:
    settled = apart(Step(BRIMA, "restore"), before=(*WELL, Step(AMINA, "delete")))

    assert settled.deleted is None
    assert settled.edited_after_delete is False


def test_putting_it_back_while_another_takes_it_out_again_keeps_it_and_says_so() -> None:
    settled = apart(
        Step(AMINA, "restore"),
        Step(BRIMA, "delete"),
        before=(*WELL, Step(CHOL, "delete")),
    )

    assert settled.deleted is None
    assert settled.edited_after_delete is True


def test_taking_it_out_again_after_the_late_edit_was_seen_takes_it_out() -> None:
    late = (*WELL, Step(AMINA, "delete"), Step(BRIMA, "meet", other=AMINA))
    history = play(late)
    history.take(Step(BRIMA, "edit", "title", "School"))
    meet_all(history)
    assert history.settled(CHOL).edited_after_delete is True

    history.take(Step(CHOL, "delete", skew_ms=-TWENTY_YEARS_MS))
    meet_all(history)

    assert history.settled(AMINA).deleted == "no longer needed"


@given(histories)
def test_a_record_is_out_only_if_every_answer_that_stands_was_seen_by_who_took_it_out(
    history: History,
) -> None:
    for laptop, known in enumerate(history.known):
        settled = history.settled(laptop)
        takers = [h for h in settled.heads.get(DELETED, ()) if known[h].values[DELETED]]
        read = {fact for taker in takers for fact in history.seen[taker]}
        stands = {head for name in FIELDS for head in settled.heads.get(name, ())}
        if settled.deleted is not None:
            assert stands <= read
        assert (settled.deleted is not None or settled.edited_after_delete) is bool(takers)


@given(histories)
def test_taking_out_loses_no_answer(history: History) -> None:
    facts = list(history.facts.values())
    edits_only = [fact for fact in facts if DELETED not in fact.values]

    assert settle(facts).values == settle(edits_only).values
