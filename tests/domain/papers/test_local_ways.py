"""How people of a place write days and figures: as asked, as the place, as what it lies in."""

from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.papers.local_ways import as_here
from fieldapp.domain.papers.order import Manner
from fieldapp.domain.record import Record


def place(id: str, within: str = "", **said: str) -> Disclosed:
    values = {"name": id, "pcode": id.upper(), **({"place": within} if within else {}), **said}
    return disclose(Record("place", id, values), COMMUNITY)


PLACES = (
    place("land", calendar="ethiopian"),
    place("state", "LAND", digits="local"),
    place("village", "STATE"),
    place("town", "STATE", calendar="islamic", digits="western"),
)


def test_what_is_said_of_the_country_holds_for_every_village() -> None:
    assert as_here(Manner("am"), "village", PLACES) == ("ethiopian", "local")
    assert as_here(Manner("am"), "VILLAGE", PLACES) == ("ethiopian", "local")


def test_a_place_goes_before_what_it_lies_in_and_what_is_asked_before_both() -> None:
    assert as_here(Manner("am"), "town", PLACES) == ("islamic", "western")
    assert as_here(Manner("am", calendar="gregorian"), "town", PLACES) == ("gregorian", "western")
    assert as_here(Manner("am", digits="local"), "town", PLACES) == ("islamic", "local")


def test_where_nobody_said_anything_nothing_is_chosen() -> None:
    assert as_here(Manner("am"), "", PLACES) == ("", "")
    assert as_here(Manner("am"), "elsewhere", PLACES) == ("", "")
    assert as_here(Manner("am"), "state", PLACES[1:]) == ("", "local")
