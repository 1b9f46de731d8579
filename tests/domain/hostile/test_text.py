"""What a text gives away in English, French and Arabic, and what is taken for none of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.hostile.text import (
    amounts_in,
    capitals,
    cash_in,
    days_in,
    few_people,
    folded,
    habit_in,
    journey_in,
    pieces,
    plain,
    spots,
)
from tests.strategies import LETTERS

TODAY = date(2026, 11, 28)


def found(text: str, reason: str) -> list[str]:
    return [spot.found for spot in spots(text, TODAY) if spot.reason == reason]


@pytest.mark.parametrize(
    "text",
    [
        "Call +211 912 345 678", "00211912345678", "(0912) 345-678", "Tel. 77 12 34 56",
        "appelez le 76 45 12", "اتصل على ٠٩١٢٣٤٥٦٧٨", "هاتف ۰۹۱۲۳۴۵۶",
        "＋２１１ ９１２ ３４５ ６７８",
        "0\u200b9\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6", "0912.345.678 at night",
        "\u202e0912345678", "wa.me/211912345678",
    ],
)  # fmt: skip
def test_a_number_to_call_is_found_however_it_is_written(text: str) -> None:
    assert len(found(text, "phone")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Budget 1 200 000 XOF", "12,500,000 SSP", "25000000 francs", "The pump gives 900 litres",
        "On 28/11/2026", "2026-11-28", "From 2025-2026", "٢٨/١١/٢٠٢٦", "12 500 000 bricks",
        "Between 2024 and 2026 1200 trees", "SS0101", "The free line 8700", "$ 12500000",
        "le 28 novembre 2026", "42 metres",
    ],
)  # fmt: skip
def test_amounts_days_and_codes_are_no_numbers_to_call(text: str) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize(
    "text",
    ["11.503, 14.921", "-4.8501 31.5802", "N 11°30' E 14°55'", "N11.5034", "6FG22222+22",
     "33P WN 12345 67890", "lat: 11.50", "GPS 11,503", "١١٫٥٠٣ , ١٤٫٩٢١".replace("٫", ".")],
)  # fmt: skip
def test_a_position_is_found(text: str) -> None:
    assert found(text, "coordinates")
    assert found(text, "phone") == []


@pytest.mark.parametrize("text", ["a.b@example.org", "a.b [at] example.org", "ａ@example.org"])
def test_an_address_is_found(text: str) -> None:
    assert len(found(text, "email")) == 1


@pytest.mark.parametrize(
    "text", ["passport AB1234567", "carte d'identité 123456", "بطاقة رقم ١٢٣٤٥٦", "B1234567"]
)
def test_a_number_of_somebodys_papers_is_found(text: str) -> None:
    assert found(text, "number")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sheikh Musa agreed", "sheikh Musa"), ("Mme Diallo", "mme Diallo"),
        ("M. Traoré viendra", "m. Traoré"), ("وافق السيد أحمد", "السيد أحمد"),
        ("تحدثنا مع الشيخ موسى", "الشيخ موسى"), ("بالسيد أحمد", "بالسيد أحمد"),
        ("Mr. Okello", "mr. Okello"), ("Sheikh al-Amin", "sheikh al-Amin"),
    ],
)  # fmt: skip
def test_a_name_behind_a_title_is_found(text: str, name: str) -> None:
    [one] = found(text, "title")
    assert folded(one) in folded(name)


@pytest.mark.parametrize(
    "text",
    [
        "Madame la présidente", "السيد رئيس المجلس", "the sheikh said so", "Missing sheets",
        "We met the sheikh. Later it rained", "5 m. Then stones",
    ],
)  # fmt: skip
def test_a_title_without_a_name_is_none(text: str) -> None:
    assert [*found(text, "title")] == []


def test_a_rank_is_told_less_surely_because_an_office_can_stand_behind_it() -> None:
    assert found("Chief Adam and the General Hospital", "rank") == [
        "Chief Adam", "General Hospital",
    ]  # fmt: skip


def test_words_with_capitals_may_be_a_name_and_the_beginning_of_a_sentence_is_none() -> None:
    assert list(capitals("We saw Deng Majok. The Pump runs. In December We met Élise Koné")) == [
        "Deng Majok", "Élise Koné",
    ]  # fmt: skip
    assert list(capitals("قرية Gorom")) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 December", date(2026, 12, 12)), ("le 1er janvier", date(2027, 1, 1)),
        ("3/12/2026", date(2026, 12, 3)), ("٣/١٢/٢٠٢٦", date(2026, 12, 3)),
        ("December 12, 2027", date(2027, 12, 12)), ("12 décembre 2025", date(2025, 12, 12)),
        ("١٢ كانون الأول", date(2026, 12, 12)), ("12 ديسمبر", date(2026, 12, 12)),
        ("2 October", date(2026, 10, 2)), ("5.1.27", date(2027, 1, 5)),
    ],
)  # fmt: skip
def test_a_day_is_read_and_without_a_year_it_is_the_nearest(text: str, day: date) -> None:
    assert [one for one, _ in days_in(folded(text), TODAY)] == [day]
    assert bool(found(text, "future")) == (day > TODAY)


def test_no_day_is_read_where_there_is_none() -> None:
    for text in ("31/2/2026", "May people came", "42/13/2026", "in December", "1.5 km"):
        assert list(days_in(folded(text), TODAY)) == []


@pytest.mark.parametrize(
    "text",
    ["Cash for the masons", "la patrouille passe", "versement aux ouvriers", "والدورية تمر",
     "تصرف الرواتب", "The escort comes", "Paid visit", "Nous visitons: visite"],
)  # fmt: skip
def test_money_on_its_way_patrols_and_journeys_are_known_by_their_words(text: str) -> None:
    assert cash_in(text) or journey_in(text)


def test_the_name_of_a_work_is_no_movement() -> None:
    for text in ("School roof", "Le toit", "سقف المدرسة", "Salaryman", "compass", "مدفع"):
        assert not cash_in(text)
        assert not journey_in(text)


def test_a_day_that_comes_round_is_known() -> None:
    assert habit_in("opened every Friday") == "friday"
    assert habit_in("les jours de marché") == "jours de marche"
    assert habit_in("يوم السوق") == "يوم السوق"
    assert habit_in("on some day") == ""


def test_few_people_are_found_in_digits_and_in_words_and_many_are_not() -> None:
    told = "two women, 4 enfants, ثلاث نساء, رجلان, 12 men, 3 litres, 1,200 people"
    assert list(few_people(told, 5)) == ["two women", "4 enfants", "ثلاث نساء", "رجلان"]
    assert list(few_people(told, 3)) == ["two women", "رجلان"]


def test_amounts_are_found_with_the_currency_before_or_behind() -> None:
    told = "18500 USD, $ 200, XOF 1 200 000, 500 جنيه, 900 litres"
    assert len(list(amounts_in(told))) == 4


def test_words_of_violence_are_found_and_their_neighbours_are_not() -> None:
    assert found("Two were killed", "incident") == ["killed"]
    assert found("des femmes violées", "incident") == ["violees"]
    assert found("قتل رجل", "incident") == ["قتل"]
    assert found("The skilled mason violets", "incident") == []


def test_what_the_eye_does_not_see_is_gone_and_letters_stay() -> None:
    assert plain("٠١\u200b٢\u202e\uff13 é قـرية") == "0123 é قرية"
    assert folded("ÉCOLE قريةٌ أإآ") == "ecole قريه ااا"


@given(st.text(st.sampled_from(LETTERS + "0123٤٥+-()@"), max_size=40))
def test_any_text_can_be_looked_at(text: str) -> None:
    list(spots(text, TODAY))
    list(capitals(text))
    list(few_people(text, 5))
    list(amounts_in(text))
    habit_in(text)


@given(
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from(("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")),
    st.sampled_from(("", " ", "-", "\u200b", ".", "\u00a0")),
)
def test_a_number_with_a_plus_is_found_in_every_script_and_grouping(
    digits: str, script: str, gap: str
) -> None:
    written = "+" + gap.join(script[int(digit)] for digit in digits)
    assert found(f"We are at {written} today", "phone") == ["+" + plain(gap).join(digits)]


@pytest.mark.parametrize("text", ["1-" * 10_000, "A" * 20_000, "a@" * 10_000, "Aa " * 6_600])
def test_a_text_as_long_as_somebody_can_send_is_cut_into_pieces_that_overlap(text: str) -> None:
    cut = list(pieces(text))

    assert all(len(piece) <= 500 for piece in cut)
    assert cut[0] + "".join(piece[80:] for piece in cut[1:]) == text
    assert len(cut) < len(text) / 100
