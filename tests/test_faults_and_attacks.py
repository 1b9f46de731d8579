"""Every fault and attack that sync has to stand, and the tests that put it to the proof.

The numbers are those of the list that the sync was designed against. A test that is renamed or
goes away fails here; a row without a test says why.
"""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One fault or attack: the tests that answer it, or the reason why none does yet."""

    what: str
    tests: tuple[str, ...] = ()
    why_not: str = ""


def answered(what: str, *tests: str) -> Row:
    return Row(what, tests)


THOUSAND = (
    "simulation/test_simulation.py::test_a_thousand_missions_under_every_fault_keep_every_promise"
)
BREAKS = "simulation/test_breaks.py::test_what_others_lost_data_by_is_found"

ROWS = {
    # The network.
    1: answered(
        "a request or a reply is lost",
        THOUSAND,
        "sync/test_round.py::test_a_line_that_breaks_is_told_and_loses_nothing",
    ),
    2: answered(
        "a request comes twice or late",
        "hub/test_service.py::test_repeating_a_request_changes_nothing",
        "hub/test_service.py::test_a_recorded_request_is_worth_nothing_later",
    ),
    3: answered(
        "a thin link that drops every few seconds",
        "faults/test_bad_line.py::test_three_hundred_saves_get_through_a_line_that_is_cut_again_and_again",
        "sync/test_chunks.py::test_what_a_400_kb_photograph_costs_on_a_link_that_drops_every_ten_seconds",
    ),
    4: answered(
        "a link that stalls without a word",
        "faults/test_bad_line.py::test_a_line_that_falls_silent_is_given_up_in_the_laptops_patience",
    ),
    5: answered(
        "a captive portal, or a body cut short with status 200",
        "sync/wire/test_transport.py::test_anything_else_that_answers_is_no_hub",
        "faults/test_bad_line.py::test_a_reply_that_is_short_or_of_something_else_changes_nothing",
    ),
    6: answered(
        "everybody comes at once after an outage",
        "hub/test_limits.py::test_nobody_can_use_up_what_another_laptop_may_ask",
        "hub/test_limits.py::test_a_usual_round_is_far_below_every_limit",
    ),
    # Processes and disks.
    7: answered(
        "killed at any moment of push, pull, apply, migrate and rekey",
        "faults/test_kills.py::test_a_laptop_killed_while_it_pushes_and_pulls_loses_nothing",
        "faults/test_kills.py::test_a_hub_killed_at_any_moment_goes_on_with_all_that_it_took",
        "faults/test_kills.py::test_a_workspace_killed_while_it_is_brought_up_to_date_is_old_or_new_and_whole",
        "store/test_crash.py::test_hundreds_of_killed_processes_lose_no_acknowledged_save",
    ),
    8: Row(
        "power is lost and a write is torn",
        ("hub/test_storage.py::test_every_commit_reaches_the_disk_before_it_is_acknowledged",),
        "Needs a block device that loses writes (dm-flakey), which a test without rights over the"
        " machine cannot have. That every commit is synced before it is acknowledged is tested.",
    ),
    9: answered(
        "the disk of laptop, hub or stick is full",
        "faults/test_full_disk.py::test_a_full_laptop_says_so_and_goes_on_once_there_is_room",
        "faults/test_full_disk.py::test_a_full_hub_refuses_and_takes_everything_once_there_is_room",
        "faults/test_full_disk.py::test_a_full_stick_leaves_no_half_file_behind",
        "sync/parcels/test_stick.py::test_a_stick_that_fills_up_meanwhile_keeps_no_half_parcel",
    ),
    10: answered(
        "a disk that cannot be written or has gone",
        "store/test_workspace.py::test_where_nothing_can_be_written_nothing_is_left_behind",
        "sync/parcels/test_stick.py::test_a_locked_stick_is_told",
    ),
    11: answered(
        "a parcel that is half written, a stick pulled early",
        "sync/parcels/test_parcel.py::test_of_a_parcel_torn_at_any_byte_everything_is_taken_that_is_whole",
        "sync/parcels/test_stick.py::test_a_stick_that_is_pulled_while_it_is_written_is_told",
        "cli/test_parcel.py::test_killed_while_writing_no_parcel_has_a_name",
    ),
    # The state of either side.
    12: answered(
        "the hub is restored from a backup, twice, while others go on",
        "sync/test_round.py::test_what_a_restored_hub_forgot_is_brought_back_by_whoever_has_it",
        THOUSAND,
    ),
    13: answered(
        "a laptop is restored or cloned",
        THOUSAND,
        "faults/test_double.py::test_two_laptops_with_one_identity_lose_nothing_and_are_told",
        "faults/test_double.py::test_a_laptop_that_was_set_back_gets_its_own_again_without_alarm",
    ),
    14: answered(
        "an empty or a wrong hub, a laptop that was shut out",
        "sync/test_round.py::test_an_empty_hub_is_filled_again",
        "sync/test_round.py::test_a_hub_of_another_mission_gets_nothing",
        "sync/members/test_leaving.py::test_a_hub_alone_cannot_make_a_laptop_forget_its_keys",
    ),
    15: answered(
        "a cursor inside a large save",
        "sync/test_packing.py::test_a_pack_ends_with_a_save_and_is_not_much_larger_than_wanted",
        BREAKS,
    ),
    16: answered("a cursor ahead of its rows", BREAKS),
    17: answered(
        "commits out of order on PostgreSQL",
        "hub/test_engine.py::test_several_hubs_on_one_database_lose_and_repeat_nothing",
    ),
    18: answered(
        "the database refuses to serialise",
        "hub/test_engine.py::test_work_is_done_again_when_another_was_in_the_way",
    ),
    19: answered(
        "a laptop that was away for half a year",
        "sync/test_long_absence.py::test_a_laptop_that_was_away_for_half_a_year_catches_up_and_loses_nothing",
    ),
    20: answered(
        "a fact before the one it answers",
        "store/test_journal.py::test_records_do_not_depend_on_the_order_or_number_of_arrivals",
    ),
    # Merging.
    21: answered(
        "the same field, other fields, the same value",
        "domain/test_settle.py::test_the_same_answer_given_apart_is_no_clash_and_both_count_as_seen",
        "domain/test_settle.py::test_answers_to_different_fields_do_not_clash",
        "domain/test_settle.py::test_a_field_clashes_exactly_when_the_answers_that_stand_differ",
    ),
    22: answered(
        "edit against delete, delete against delete, put back",
        "domain/test_settle.py::test_an_edit_made_while_it_was_taken_out_keeps_the_record_and_says_so",
        "domain/test_settle.py::test_two_who_take_it_out_agree",
        "domain/test_settle.py::test_putting_it_back_brings_it_back",
    ),
    23: answered(
        "a clash outlives later syncs that go well",
        "sync/test_long_absence.py::test_a_clash_outlives_every_sync_that_goes_well_after_it",
    ),
    24: answered(
        "three answers, an answer to an old clash, two settlements",
        "domain/test_settle.py::test_three_answers_given_apart_are_all_kept",
        "sync/test_settling.py::test_an_answer_that_nobody_was_shown_goes_on_clashing",
        "domain/test_settle.py::test_settling_a_clash_ends_it_everywhere",
    ),
    25: answered(
        "somebody is entered twice",
        "sync/test_long_absence.py::test_somebody_who_was_entered_twice_is_two_records_and_neither_is_refused",
    ),
    26: answered(
        "a record leaves its scope while it is edited",
        "store/test_records.py::test_a_complaint_that_turns_grave_leaves_the_team_scope",
        "store/test_records.py::test_a_change_that_closes_a_record_leaves_nothing_of_it_with_the_team",
    ),
    27: answered("the same edit on two laptops", BREAKS),
    28: answered(
        "odd values: fractions, NUL, letters beyond 16 bits, right to left, huge, empty",
        "store/test_records.py::test_every_kind_of_value_comes_back_as_it_went_in",
    ),
    # Time.
    29: answered(
        "clocks twenty years off, jumping back, a counter at its end",
        "domain/test_clock.py::test_times_only_go_forward_whatever_the_wall_clock_does",
        "domain/test_clock.py::test_a_counter_that_is_full_goes_on_with_the_next_millisecond",
        "sync/test_round.py::test_a_clock_that_is_years_wrong_costs_one_request_and_nothing_else",
    ),
    30: answered(
        "a time from the far future does not spread",
        "domain/test_clock.py::test_a_clock_that_is_absurdly_ahead_is_not_followed",
    ),
    # Versions.
    31: answered(
        "an old laptop with a new hub, and the other way round",
        "sync/test_wire.py::test_an_older_laptop_is_still_served",
        "sync/test_versions.py::test_what_this_version_does_not_know_travels_on_byte_for_byte",
        "sync/test_versions.py::test_an_update_shows_what_had_been_kept_unseen",
        "sync/test_chunks.py::test_an_older_hub_carries_the_facts_and_the_photographs_wait",
        "hub/test_released.py::test_a_hub_of_every_release_goes_on_with_its_laptops",
        "hub/test_released.py::test_an_officer_of_0_3_brings_what_was_carried_and_the_founder_reads_it",
        "sync/test_wire.py::test_the_photograph_of_an_older_laptop_reaches_a_colleague_through_todays_hub",
        "sync/test_wire.py::test_an_older_parcel_is_still_taken_whole",
    ),
    32: answered(
        "a migration that is interrupted",
        "store/test_migrations.py::test_a_step_that_fails_leaves_the_file_as_it_was",
        "faults/test_kills.py::test_a_workspace_killed_while_it_is_brought_up_to_date_is_old_or_new_and_whole",
    ),
    33: Row(
        "triggers that a change of a table drops",
        ("store/test_journal.py::test_rebuilding_gives_the_same_records_and_search",),
        "There are no triggers: one function appends facts and derives the records.",
    ),
    34: answered(
        "an SQLite that can damage files",
        "store/test_database.py::test_an_sqlite_that_can_damage_files_opens_none",
    ),
    35: answered(
        "a dictionary that is not known",
        "sync/wire/test_pack.py::test_a_pack_of_a_later_version_says_so",
    ),
    # What is stored.
    36: answered(
        "one flipped byte in a file of any kind",
        "faults/test_flipped_bytes.py::test_a_flipped_byte_in_a_workspace_is_told_or_does_no_harm",
        "faults/test_flipped_bytes.py::test_a_flipped_byte_in_the_log_of_a_database_shows_whole_saves_only",
        "faults/test_flipped_bytes.py::test_a_flipped_byte_in_the_hubs_file_is_told_or_seen_by_whoever_fetches",
        "faults/test_flipped_bytes.py::test_a_flipped_byte_in_a_document_is_told_and_nothing_is_changed",
        "sync/parcels/test_parcel.py::test_one_changed_byte_anywhere_is_noticed_and_costs_one_item_at_most",
        "sync/test_chunks.py::test_every_chunk_damaged_at_the_hub_is_brought_again",
        "hub/test_backup.py::test_a_torn_or_changed_backup_is_refused_and_nothing_is_written",
    ),
    37: answered(
        "a wrong key, no key, a file in clear in its place",
        "store/test_workspace.py::test_a_wrong_passphrase_opens_nothing",
        "store/test_workspace.py::test_a_database_of_another_program_is_not_ours",
        "store/test_chunks.py::test_a_file_in_clear_text_is_never_used",
        "attacks/test_rollback.py::test_the_key_file_of_another_laptop_opens_nothing_and_damages_nothing",
    ),
    38: answered(
        "nothing readable in database, log, temporary file, crash report or export",
        "canary/test_at_rest.py::test_a_workspace_folder_as_it_lies_says_nothing",
        "canary/test_at_rest.py::test_whoever_opens_a_workspace_finds_exactly_what_is_for_them",
        "canary/test_at_rest.py::test_what_an_officer_typed_in_confidence_is_gone_once_it_is_saved",
        "canary/test_at_rest.py::test_joining_leaves_no_copy_of_what_is_sealed_from_then_on",
        "canary/test_at_rest.py::test_a_complaint_about_a_member_is_in_nothing_that_they_hold",
        "canary/test_at_rest.py::test_no_log_tells_an_answer",
        "canary/test_said.py::test_no_command_makes_a_temporary_file",
        "canary/test_said.py::test_a_command_that_breaks_tells_where_and_not_about_what",
        "canary/test_said.py::test_a_window_that_breaks_tells_where_and_not_about_what",
        "canary/test_said.py::test_files_for_ones_own_use_hold_nothing_in_confidence",
        "canary/test_said.py::test_a_councils_paper_holds_what_may_be_said_aloud_and_nothing_else",
        "cli/test_traces.py::test_a_process_that_is_shot_down_leaves_no_dump_of_its_memory",
    ),
    # Attacks.
    39: answered(
        "who runs the hub reads, changes, drops, reorders or repeats packs",
        "hub/test_memory.py::test_no_recorded_word_is_in_the_hubs_memory_or_files",
        "sync/test_round.py::test_a_hub_that_drops_reorders_or_changes_packs_is_found_out",
        "sync/test_intake.py::test_a_pack_that_a_hub_left_out_from_the_beginning_is_missed",
        "canary/test_at_rest.py::test_whoever_runs_the_hub_finds_nothing",
        "attacks/test_hostile_hub.py::test_packs_of_the_cell_served_to_the_team_are_set_aside_and_stay_closed",
        "attacks/test_hostile_hub.py::test_a_hub_that_goes_back_to_old_members_gives_nobody_their_keys_back",
    ),
    40: answered(
        "the hub adds a reader",
        "sync/members/test_scope_keys.py::test_a_ghost_reader_is_never_given_a_key_by_who_may_not_sign_one",
        "sync/members/test_leaving.py::test_readers_are_shown_from_signed_statements_only",
    ),
    41: answered(
        "a stolen laptop, locked or unlocked, or an old copy of it",
        "store/test_workspace.py::test_the_cost_in_the_field_is_what_the_threat_model_says",
        "canary/test_at_rest.py::test_a_workspace_folder_as_it_lies_says_nothing",
        "canary/test_at_rest.py::test_whoever_opens_a_workspace_finds_exactly_what_is_for_them",
        "store/test_attempts.py::test_after_three_wrong_ones_the_wait_doubles_up_to_a_minute",
        "cli/test_bench_unlock.py::test_a_guess_is_measured_against_one_bare_derivation",
        "store/test_passphrase.py::test_what_everybody_tries_first_is_refused",
        "cli/test_traces.py::test_no_other_program_of_the_same_person_may_look_into_it",
        "attacks/test_rollback.py::test_an_old_key_file_opens_with_the_old_passphrase_and_with_no_other",
        "attacks/test_rollback.py::test_a_workspace_that_was_put_back_reads_on_and_gets_no_word_for_a_second_time",
    ),
    42: answered(
        "a laptop that was taken out sends, asks or brings a parcel",
        "hub/test_members.py::test_a_laptop_that_left_is_refused_and_shown_the_signed_reason",
        "hub/test_members.py::test_what_a_laptop_pushes_that_left_goes_to_the_late_shelf_only",
        "sync/members/test_late.py::test_in_any_order_of_packs_and_statements_the_same_counts",
        "canary/test_at_rest.py::test_a_laptop_that_was_taken_out_reads_no_confidence_and_knows_no_such_key",
        "attacks/test_hostile_hub.py::test_a_hub_that_hides_from_a_laptop_that_it_left_still_gives_it_no_new_word",
        "attacks/test_rollback.py::test_a_parcel_of_before_somebody_left_brings_nobody_back",
    ),
    43: answered(
        "an officer asks for what they may not read",
        "hub/test_service.py::test_an_officer_gets_no_pack_of_the_restricted_feed_by_any_request",
        "hub/test_chunks.py::test_who_may_not_read_a_scope_learns_nothing_of_its_chunks",
        "attacks/test_hostile_request.py::test_guessing_scopes_gives_no_pack",
        "attacks/test_hostile_request.py::test_whoever_knows_the_name_of_a_chunk_in_confidence_gets_nothing_for_it",
        "canary/test_said.py::test_no_other_door_tells_anybody_more_than_is_for_them",
    ),
    44: answered(
        "a forged author, no signature, a pack of another scope",
        "sync/wire/test_pack.py::test_a_pack_in_anothers_name_is_bad",
        "sync/wire/test_pack.py::test_a_pack_on_the_feed_of_another_scope_is_bad",
        "sync/wire/test_pack.py::test_a_pack_with_one_byte_changed_is_bad",
        "attacks/test_rollback.py::test_a_hub_that_speaks_only_the_first_wire_gets_no_less_sealed_packs",
    ),
    45: answered(
        "a zip bomb, a pack of 4 GB, a million tiny packs, deep JSON",
        "sync/wire/test_pack.py::test_what_inflates_beyond_all_measure_is_not_inflated",
        "sync/wire/test_protocol.py::test_a_head_that_inflates_beyond_all_measure_is_not_inflated",
        "hub/test_app.py::test_a_body_that_hides_its_size_is_not_read_beyond_the_limit",
        "hub/test_limits.py::test_a_million_tiny_packs_are_refused_before_the_first_is_looked_at",
        "hub/test_limits.py::test_a_deep_statement_is_a_bad_pack_and_no_crash",
        "sync/parcels/test_parcel.py::test_whatever_a_parcel_claims_it_is_read_in_little_memory",
        "attacks/test_hostile_request.py::test_half_characters_and_deep_or_endless_heads_are_bad_requests_and_no_fault_of_the_hub",
        "attacks/test_hostile_hub.py::test_an_answer_that_is_a_bomb_is_one_sentence",
        "attacks/test_hostile_file.py::test_bombs_are_one_sentence_and_cost_little_memory",
        "attacks/test_hostile_file.py::test_a_file_without_an_end_is_not_read_to_its_end",
        "attacks/test_hostile_member.py::test_a_photograph_with_odd_names_of_chunks_keeps_no_other_from_travelling",
        "attacks/test_hostile_member.py::test_answers_of_no_type_break_no_command_and_no_paper",
    ),
    46: answered(
        "a parcel with paths and links",
        "sync/parcels/test_stick.py::test_links_that_somebody_laid_on_a_stick_are_not_followed",
        "sync/parcels/test_stick.py::test_a_pipe_or_a_device_is_no_parcel",
        "sync/parcels/test_handing.py::test_what_strangers_built_with_the_missions_id_is_passed_over",
        "attacks/test_hostile_file.py::test_no_id_and_no_code_of_a_file_becomes_a_path",
    ),
    47: answered(
        "somebody between laptop and hub; a certificate that changes",
        "hub/test_certificate.py::test_a_man_in_the_middle_is_refused_and_reads_no_byte",
        "hub/test_certificate.py::test_a_hub_changes_its_certificate_while_laptops_know_both_pins",
    ),
    48: Row(
        "an update that goes back, stands still or is mixed",
        (),
        "fieldapp does not update itself yet: installers and their signatures are still to come.",
    ),
    49: answered(
        "a pack's size tells of a report",
        "sync/wire/test_pack.py::test_a_pack_in_confidence_says_little_by_its_size",
    ),
    50: answered(
        "root on the hub edits the log of what was sent",
        "hub/test_backup.py::test_verification_says_what_is_wrong_where",
        "hub/test_backup.py::test_a_pack_whose_author_names_one_that_is_missing_is_counted",
        "store/test_audit.py::test_a_change_of_any_part_of_an_entry_shows",
        "store/test_audit.py::test_what_was_cut_off_leaves_a_gap_for_ever",
        "store/test_audit.py::test_a_log_worked_out_anew_shows_only_by_what_others_were_told",
    ),
    51: answered(
        "recovery by two of three custodians",
        "sync/test_recovery.py::test_any_two_of_three_custodians_open_it_and_one_does_not",
        "sync/test_recovery.py::test_a_stolen_laptop_cannot_ask_in_the_name_of_another",
        "sync/test_recovery.py::test_an_administrator_cannot_put_their_own_box_key_in_a_custodians_place",
    ),
    52: answered(
        "SQL, CSV or formulas in what was synced",
        "store/test_records.py::test_an_id_is_looked_for_and_never_read_as_sql",
        "store/test_injection.py::test_an_answer_is_found_by_itself_and_by_nothing_that_it_says",
        "store/test_injection.py::test_words_that_are_looked_for_find_records_that_hold_them_or_none",
        "exchange/test_records_table.py::test_wherever_a_spreadsheet_cuts_no_part_begins_a_formula",
        "exchange/test_workbook.py::test_whatever_was_typed_is_a_text_in_a_file_that_opens",
        "cli/test_export.py::test_a_hostile_agreement_gives_nothing_beyond_its_kinds_and_no_formula",
    ),
    # People.
    53: answered(
        "nobody is asked to choose a side",
        "ui/pages/test_sync.py::test_nobody_is_asked_to_choose_a_side",
        "cli/test_settling.py::test_a_rule_lists_every_clash_and_changes_nothing",
    ),
    54: answered(
        "clashes and packs set aside are seen and counted",
        "ui/pages/test_sync.py::test_clashes_and_what_is_set_aside_are_visible_and_counted",
    ),
    55: answered(
        "a sync that would hide many records",
        "sync/test_intake.py::test_a_sync_that_would_hide_many_records_waits_for_a_person",
        "sync/test_intake.py::test_cutting_a_sync_into_pieces_gets_nothing_past_the_brake",
    ),
}


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file below this folder."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_row_has_its_number() -> None:
    assert list(ROWS) == list(range(1, 56))


@pytest.mark.parametrize("number", ROWS, ids=lambda n: f"{n} {ROWS[n].what}")
def test_a_fault_or_attack_is_answered_by_tests_that_exist(number: int) -> None:
    row = ROWS[number]

    assert row.tests or row.why_not
    for test in row.tests:
        file, name = test.split("::")
        assert name in names_in(file), test
