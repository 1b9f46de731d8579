"""Systems 25 to 31: metrics, sharing, recalibration, one board, priorities, coherence, sync."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, put, running_hub
from tests.cli.systems.story import GOROM, TODAY, about, day, one, paper, told


def test_25_protection_and_rule_of_law_metrics(gorom: Run) -> None:
    wanted = ("violence_against_civilians", "womens_participation", "judicial_pace")
    for what in wanted:
        indicator = one(
            gorom,
            "indicator",
            name=what,
            about=what,
            direction="up",
            work="civilian",
            measure="percentage",
            place=GOROM,
        )
        one(gorom, "observation", indicator=indicator, place=GOROM, observed_on=day(-5), value=40)

    rows = gorom("board", "--place", "KE01", "--on", TODAY, "--json").json["work"]["civilian"]
    assert {row["about"] for row in rows} == set(wanted)
    assert all(row["places"][0]["latest"] == 40 for row in rows)


def test_26_data_sharing_agreements(gorom: Run, tmp_path: Path) -> None:
    one(gorom, "deliverable", title="Well", place=GOROM, sector="water", note="For the team only")
    terms = {
        "title": "Works",
        "purpose": "Wells are repaired once and not twice",
        "kinds": ["deliverable"],
        "detail": "records_public",
        "status": "signed",
        "signed_on": "2020-01-01",
        "from_on": "2020-01-01",
    }
    valid = one(gorom, "agreement", **terms, expires_on="2199-01-01")
    ended = one(gorom, "agreement", **terms, expires_on="2021-01-01")
    file = tmp_path / "works.csv"

    done = gorom("export", "deliverable", "--as", "csv", "-o", file, "--agreement", valid, "--json")
    assert (done.code, done.json["agreement"]) == (0, valid)
    shared = file.read_text("utf-8-sig")
    assert "Well" in shared
    assert valid in shared
    assert "For the team only" not in shared
    after = gorom(
        "export", "deliverable", "--as", "csv", "-o", tmp_path / "b.csv", "--agreement", ended
    )
    assert after.code != 0
    assert not (tmp_path / "b.csv").exists()
    assert about(told(gorom, "agreement_expired")) == {ended}


def test_27_acknowledgement_and_recalibration(gorom: Run) -> None:
    made = {}
    for name, values in (
        ("better", (10, 20, 30, 40, 50)),
        ("worse", (50, 40, 30, 20, 10)),
        ("flat", (30, 30, 30, 30, 30)),
    ):
        made[name] = one(
            gorom,
            "indicator",
            name=name,
            direction="up",
            baseline=10,
            target=60,
            measure="percentage",
            work="civilian",
            place=GOROM,
        )
        for number, value in enumerate(values):
            one(
                gorom,
                "observation",
                indicator=made[name],
                place=GOROM,
                value=value,
                observed_on=day(-30 * (5 - number)),
            )

    tones = {s["about"][0]["id"]: s["tone"] for s in told(gorom) if s["name"].startswith("result_")}
    assert (tones[made["better"]], tones[made["flat"]], tones[made["worse"]]) == (
        "ok",
        "warn",
        "bad",
    )


def test_28_one_unified_monitoring_framework(gorom: Run) -> None:
    for work in ("civilian", "security", "development"):
        indicator = one(
            gorom,
            "indicator",
            name=f"Of {work}",
            work=work,
            direction="up",
            measure="percentage",
            target=80,
        )
        one(gorom, "observation", indicator=indicator, place=GOROM, observed_on=day(-1), value=20)

    board = gorom("board", "--on", TODAY, "--json").json["work"]
    assert [len(board[work]) for work in ("civilian", "security", "development")] == [1, 1, 1]
    text = gorom("board", "--on", TODAY).out
    assert all(
        heading in text for heading in ("Civilian work", "Security work", "Development work")
    )


def test_29_communities_select_priorities_supervise_and_sustain(gorom: Run) -> None:
    well = one(gorom, "deliverable", title="Well", place=GOROM, status="ongoing")
    one(
        gorom,
        "priority",
        what="Water after noon",
        place=GOROM,
        ranked_on=day(-90),
        rank=1,
        rank_women=1,
        deliverable=well,
    )
    one(gorom, "priority", what="Light", place=GOROM, ranked_on=day(-90), rank=2)
    one(gorom, "steward", deliverable=well, body="Pump committee", group="women", supervises=True)

    figures = {
        f["name"]: f["value"] for f in gorom("compass", "--to", TODAY, "--json").json["figures"]
    }
    assert figures["priorities_met"] == 50
    assert figures["works_supervised"] == 100
    ranked = gorom("list", "priority", "--json").json
    assert {r["what"]: r["rank"] for r in ranked} == {"Water after noon": 1, "Light": 2}


def test_30_coherence(gorom: Run) -> None:
    well = one(
        gorom,
        "deliverable",
        title="Deep well at the market",
        place=GOROM,
        sector="water",
        led_by="us",
        planned_start=day(-30),
        planned_end=day(30),
    )
    again = one(
        gorom,
        "deliverable",
        title="Deep well at the market",
        place=GOROM,
        sector="water",
        led_by="others",
        planned_start=day(-10),
        planned_end=day(60),
    )
    first = one(
        gorom,
        "commitment",
        promised_by="us",
        what="Repair the pump at the market",
        place=GOROM,
        due_on=day(5),
        deliverable=well,
        status="open",
    )
    second = one(
        gorom,
        "commitment",
        promised_by="others",
        what="Repair the pump at the market",
        place=GOROM,
        due_on=day(90),
        deliverable=well,
        status="open",
    )

    found = told(gorom)
    assert any({well, again} <= about([s]) for s in found)
    assert any({first, second} <= about([s]) for s in found)


def test_31_offline_record_sync_and_print(
    run: Run, folder: Path, founder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(run, "place", {"name": "Gorom", "pcode": GOROM, "type": "village"})
    one(run, "meeting", title="Well", held_on=day(-9), place=GOROM)
    one(run, "priority", what="Water", ranked_on=day(-9), place=GOROM)
    with running_hub(tmp_path / "hub") as hub:
        monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
        assert run("sync", "--hub", hub).code == 0
        monkeypatch.setenv("FIELDAPP_WORKSPACE", str(folder))
        assert run("sync", "--hub", hub).code == 0
        monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
        assert run("sync", "--hub", hub, "--json").json["received"] == 3

    assert [p["what"] for p in run("list", "priority", "--json").json] == ["Water"]
    assert "Gorom" in paper(run, tmp_path / "paper.pdf", "--language", "fr")
