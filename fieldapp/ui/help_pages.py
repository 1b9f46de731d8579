"""What each page is for, in a sentence or two: every room, and every kind of record."""

from collections.abc import Mapping

from fieldapp.language import N_

ROOM_HELP: Mapping[str, str] = {
    "today": N_(
        "What is due, what is overdue and what waits. Begin here every morning; each line opens."
    ),
    "attention": N_(
        "What the records say should be looked at, with the reason and the records behind it."
    ),
    "paper": N_(
        "Makes the paper that is read aloud to the village council. Only what may be public is on"
        " it."
    ),
    "papers": N_(
        "Every other paper: choose one, look at its pages, print or save it, or make it for every"
        " place of an area. What must not stand on a paper keeps it from being made."
    ),
    "results": N_("What was reached, as we see it and as the community sees it, side by side."),
    "all": N_("Every kind of record by subject. Records that you seldom need are found here."),
    "sync": N_(
        "Exchanges records with the mission, by network or by stick. Nothing you write waits for"
        " it."
    ),
    "safety": N_(
        "When the laptop locks itself, the recovery sheet, sealing, and who read what was said in"
        " confidence."
    ),
    "settings": N_("Language, colours, size of text, and where things are on this laptop."),
    "map": N_(
        "The places, and where something is due: who was not heard, works, feedback. The list"
        " beside it says the same. No incident is ever on it."
    ),
    "calendar": N_(
        "Seasons, market days, visits and limits by day. “Better” names days that suit a visit."
    ),
    "planning": N_(
        "Risks, scenarios, decisions and escalations side by side. M moves a card to another state."
    ),
    "power_map": N_(
        "Who has influence and what binds them. The inner ring decides; lines say how they stand."
    ),
    "administration": N_(
        "Who is in the mission, invitations, recovery by custodians, backups, and what the mission"
        " has decided about itself."
    ),
    "quick_meeting": N_(
        "A meeting on one screen: who came, what was raised, what was promised. “All questions”"
        " goes on in the long form with the same answers."
    ),
    "quick_incident": N_(
        "First ask what the person wants: only help, or a report as well. It says who will read it"
        " before you write a word."
    ),
    "quick_feedback": N_(
        "What somebody wants said, and the slip with the code that they carry home. The slip never"
        " says what it was about."
    ),
    "quick_check": N_(
        "One step of a work: how it looked before, how it looks now, what we say and what the"
        " community says."
    ),
    "found": N_("Records of every kind that hold all the words you typed."),
}

KIND_HELP: Mapping[str, str] = {
    "boundary": N_(
        "The outline of a state or county, for the map. Imported, never written by hand."
    ),
    "place": N_("A village, a camp, a town. Records name their place, so write it once, well."),
    "season": N_("Rains, harvest, market days: what decides when people can come."),
    "actor": N_("A body or office that counts here, and what it can decide. No private person."),
    "tie": N_("What binds two actors: kinship, trade, command, a quarrel."),
    "seat": N_("Who sits in a body, by sex and age, and whether they have a vote."),
    "meeting": N_("What was said, who came, and what was promised. The record you write most."),
    "attendance": N_("How many came, by sex and age. Count; do not name."),
    "issue": N_("What people raised, in their own words, and by which group."),
    "commitment": N_("A promise: who made it, what, and until when. It stays until it is kept."),
    "feedback": N_("What people tell us, and the answer they got. Grave ones are sealed at once."),
    "photo": N_("A photograph with its record. Place and device are taken out of the file."),
    "objective": N_("What the mission wants to reach, so that works can be measured against it."),
    "priority": N_("What the community wants first, as it was agreed with them."),
    "deliverable": N_("A work from plan to handing over: money, steps, who looks after it."),
    "milestone": N_("A step of a work, and the day it was done."),
    "budget_line": N_("What the money of a work is meant for, and what was spent."),
    "payment": N_("Money paid, to whom, and for which step."),
    "supplier": N_("Who supplies a work, from where, and how much of it is local."),
    "training": N_("Who was taught what, so that the work lives on without us."),
    "steward": N_("Who looks after a work once we have gone."),
    "verification": N_("Whether what is said to be done is there: our finding and theirs."),
    "handover": N_("Who took a work over, and how its upkeep is paid."),
    "incident": N_(
        "Harm to people. What is told in confidence is sealed: write here, nowhere else."
    ),
    "victim": N_("How many were harmed, by sex and age. Never a name."),
    "incident_source": N_("Where we know it from, and how reliable that is."),
    "incident_actor": N_("Who is said to have done it, and how sure that is."),
    "consent": N_("What the person agreed to, one purpose at a time."),
    "referral": N_("Which service the person was referred to, and whether it was reached."),
    "incident_response": N_("What was done about it, step by step."),
    "joint_review": N_("What the council and the mission say together about the same works."),
    "finding": N_("One statement about a work, and whether both sides agree."),
    "score": N_("How the community marks us, question by question."),
    "perception": N_("How safe and how heard people feel, by group. Few at once; no names."),
    "indicator": N_("What is measured, from where to where, and until when."),
    "observation": N_("A measured value on one day, and how it was counted."),
    "external_review": N_("What others found when they looked at our work, and what we do."),
    "decision": N_("What was decided, by whom, who was asked before, and who does it until when."),
    "escalation": N_("What this level cannot decide: to whom it went, and the day of the answer."),
    "risk": N_("What may go wrong, how likely, how grave, and what we do about it."),
    "scenario": N_("How things may turn, and what we would do then."),
    "trigger": N_("The sign by which we know that a scenario has begun."),
    "pivot": N_("A change that is approved beforehand, so that it can be made at once."),
    "debrief": N_("What was meant to happen, what did, and why: soon after, without blame."),
    "lesson": N_("One thing we learned, and the decision it changed."),
    "bottleneck": N_("What holds us up, since when, and who can remove it."),
    "assignment": N_("Who has which task in the mission, and who stands in."),
    "decision_right": N_("Who may decide what, up to which amount."),
    "limit": N_("A figure of the mission: days to answer, smallest count shown, and others."),
    "agreement": N_("What may be given to a partner, how far summed up, and until when."),
    "access": N_("Written by the program: who opened what was said in confidence, and why."),
}

NO_HELP = N_("There is no help for this page yet.")
