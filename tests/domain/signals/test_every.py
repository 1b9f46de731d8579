"""All rules together: each is asked once, nothing raises, and it reads the same twice."""

import importlib
import pkgutil
import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain import signals as package
from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.signals.every import RULES, TONES, every_signal
from fieldapp.language import LANGUAGES, load_language
from tests.domain.ledgers import hostile_ledgers
from tests.strategies import levels, records

TODAY = date(2026, 11, 28)
LANGUAGES_READ = [load_language(code) for code in LANGUAGES]


def test_every_module_that_gives_signals_is_asked_once() -> None:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ]
    giving = {m.signals for m in modules if hasattr(m, "signals")}

    assert set(RULES) == giving
    assert len(set(RULES)) == len(RULES)


def test_an_empty_ledger_needs_nothing() -> None:
    assert every_signal(Ledger({}), TODAY) == ()


@given(st.lists(records, max_size=14), levels, st.randoms(use_true_random=False))
def test_whatever_the_records_say_the_rules_answer_in_every_language_and_order(
    found: list[Record], level: int, chance: random.Random
) -> None:
    reader = Reader("Josef Kall", level)  # type: ignore[arg-type]
    shown = list({r.id: disclose(r, reader) for r in found}.values())
    here = ledger_of(shown)
    told = every_signal(here, TODAY)

    for signal in told:
        assert signal.tone in TONES
        assert all(here.find(each.id) is not None for each in signal.about)
        for language in LANGUAGES_READ:
            assert signal.sentence(language)
    chance.shuffle(shown)
    assert set(map(repr, every_signal(ledger_of(shown), TODAY))) == set(map(repr, told))


@given(st.lists(records, max_size=14), levels)
def test_no_sentence_holds_what_a_record_says(found: list[Record], level: int) -> None:
    reader = Reader("Josef Kall", level)  # type: ignore[arg-type]
    marked = [
        disclose(
            Record(
                r.kind,
                r.id,
                {
                    n: "CANARY" if isinstance(v, str) and " " in v else v
                    for n, v in r.values.items()
                },
            ),
            reader,
        )
        for r in found
    ]

    for signal in every_signal(ledger_of(marked), TODAY):
        assert "CANARY" not in signal.sentence(LANGUAGES_READ[0])


@settings(max_examples=200)
@given(hostile_ledgers())
def test_no_answer_that_a_fact_can_bring_stops_a_rule(here: Ledger) -> None:
    for signal in every_signal(here, TODAY):
        assert signal.sentence(LANGUAGES_READ[0])
