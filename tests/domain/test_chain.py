"""The loop from what was raised to what was told back, both ways."""

from hypothesis import given, settings

from fieldapp.domain.chain import STAGES, Loop, chain_of
from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from tests.domain.ledgers import ledgers, records, shuffled
from tests.domain.records import seen

IN_LOOP = tuple(kind for stage in STAGES for kind in stage.kinds)

FEEDBACK = seen(
    "feedback", "f", received_on="2026-05-01", level=3, answer="The pump is mended",
    answered_on="2026-06-01", told_on="2026-06-02",
)  # fmt: skip
DECISION = seen("decision", "d", what="Mend the pump", feedback="f", deliverable="w")
WORK = seen("deliverable", "w", title="Pump")
STEP = seen("milestone", "m", deliverable="w", title="New rods")
PAYMENT = seen("payment", "p", deliverable="w", milestone="m", what="Rods", amount=90)
CHECK = seen("verification", "v", deliverable="w", milestone="m", claim="It runs")
OTHER = seen("deliverable", "w2", title="Road")
LEDGER = ledger_of([PAYMENT, CHECK, STEP, OTHER, WORK, DECISION, FEEDBACK])


def test_from_the_feedback_to_the_money_and_the_check() -> None:
    chain = chain_of(LEDGER, FEEDBACK)

    assert chain.before == {}
    assert chain.after == {
        "decided": (DECISION,),
        "done": (WORK, STEP, PAYMENT),
        "checked": (CHECK,),
    }
    assert list(chain.after) == ["decided", "done", "checked"]
    assert (chain.answered, chain.told) == ((FEEDBACK,), (FEEDBACK,))


def test_and_back_from_the_money_to_the_feedback() -> None:
    chain = chain_of(LEDGER, PAYMENT)

    assert chain.before == {"raised": (FEEDBACK,), "decided": (DECISION,), "done": (WORK, STEP)}
    assert chain.after == {}
    assert (chain.answered, chain.told) == ((FEEDBACK,), (FEEDBACK,))


def test_a_promise_that_answers_an_issue_stands_after_it() -> None:
    meeting = seen("meeting", "t", title="Well", held_on="2026-05-01")
    issue = seen("issue", "i", meeting="t", said="The pump is broken", decision="d")
    promise = seen("commitment", "c", promised_by="us", what="Mend it", issue="i")

    ledger = ledger_of([promise, meeting, issue, DECISION])

    assert chain_of(ledger, promise).before == {"heard": (meeting,), "raised": (issue,)}
    assert chain_of(ledger, issue).after == {"decided": (DECISION,), "done": (promise,)}
    assert chain_of(ledger, issue).answered == ()


def test_a_link_to_what_is_not_here_or_of_another_kind_leads_nowhere() -> None:
    wrong = seen("decision", "d3", what="Mend it", feedback="w2", deliverable="gone")

    assert chain_of(ledger_of([wrong, OTHER]), wrong).before == {}
    assert chain_of(ledger_of([wrong, OTHER]), wrong).after == {}


def test_a_record_that_is_no_part_of_the_loop_has_nothing_before_or_after_it() -> None:
    place = seen("place", "g", name="Gorom", pcode="KE0101")

    chain = chain_of(ledger_of([place, FEEDBACK]), place)

    assert (chain.before, chain.after, chain.answered) == ({}, {}, ())


def test_no_kind_of_the_loop_links_to_itself() -> None:
    """Else a record could be before itself."""
    for name in IN_LOOP:
        for field in KINDS[name].fields:
            assert not (isinstance(field.type, Link) and field.type.kind == name)


@settings(max_examples=60)
@given(ledgers(IN_LOOP, each=2))
def test_what_is_after_a_record_has_it_before_it(ledger: Ledger) -> None:
    loop, again = Loop(ledger), Loop(shuffled(ledger))
    every = records(ledger)
    after = {(one.id, other.id) for one in every for other in loop.after(one)}
    before = {(other.id, one.id) for one in every for other in loop.before(one)}

    assert after == before
    assert all(first != then for first, then in after)
    assert all(loop.after(one) == again.after(one) for one in every)


@settings(max_examples=30)
@given(ledgers(IN_LOOP, each=2))
def test_every_link_of_the_loop_is_in_the_chain(ledger: Ledger) -> None:
    for one in records(ledger):
        chain = chain_of(ledger, one)
        around = [o.id for group in (*chain.before.values(), *chain.after.values()) for o in group]
        for field in KINDS[one.kind].fields:
            linked = ledger.find(one.values.get(field.name))
            if isinstance(field.type, Link) and field.type.kind in IN_LOOP and linked is not None:
                assert linked.id in around
