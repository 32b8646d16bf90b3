"""The norms of sentences and lists, over made-up rules."""

from __future__ import annotations

import pytest

from assistant.norms import Norm, norms


def told(norm: Norm) -> tuple[str, str, str]:
    return norm.bearer, norm.modality, norm.action


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The keeper shall light the lamp.", [("The keeper", "must", "light the lamp")]),
        ("The keeper must not sleep.", [("The keeper", "must not", "sleep")]),
        ("Boats may not land here.", [("Boats", "must not", "land here")]),
        ("No boat may land here.", [("boat", "must not", "land here")]),
        ("Nobody may light the lamp.", [("Nobody", "must not", "light the lamp")]),
        ("Keepers should wear a cap.", [("Keepers", "should", "wear a cap")]),
        ("A guest may stay.", [("A guest", "may", "stay")]),
        ("The keeper is to write the log.", [("The keeper", "must", "write the log")]),
        ("Keepers are required to swim.", [("Keepers", "must", "swim")]),
        ("The lamp will be lit at dusk.", [("The lamp", "must", "be lit at dusk")]),
        ("Before a storm, the keeper shall close the door.", [("the keeper", "must", "close the door")]),
        ("The keeper, who lives on the rock, shall row.", [("The keeper", "must", "row")]),
        ("A keeper who runs a boat must paint it.", [("A keeper who runs a boat", "must", "paint it")]),
        (
            "The keeper shall light the lamp and may ring the bell.",
            [("The keeper", "must", "light the lamp"), ("The keeper", "may", "ring the bell")],
        ),
        (
            "The board shall present the plan at a meeting and receive comment on the plan.",
            [
                ("The board", "must", "present the plan at a meeting"),
                ("The board", "must", "receive comment on the plan"),
            ],
        ),
        ("The lamp needs a permit.", [("The lamp", "must", "have a permit")]),
        ("The house is where the keeper will be working.", []),
        ("The lamp stands on a rock that the sea may cover.", []),
        ("The purpose of the rule is to save lives.", []),
        ("The lamp is red.", []),
        ("It could harm a child.", []),
    ],
)
def test_each_norm_word_that_rules_a_clause_is_a_norm(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [told(norm) for norm in norms(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A keeper does not have to row.", []),
        ("A keeper doesn't have to row.", []),
        ("Keepers never have to row.", []),
        ("No keeper is required to row.", []),
        ("In no event shall the fee exceed $100.", []),
        ("Never shall a keeper sleep.", []),
        ("Nothing in these rules shall bind a guest.", []),
        ("No later than May 1, the keeper shall paint the door.", [("the keeper", "must", "paint the door")]),
        ("The board shall not be required to pay.", []),
        ("Keepers must not only row but also swim.", [("Keepers", "must", "not only row but also swim")]),
        ("Guests can't swim.", [("Guests", "must not", "swim")]),
        ("A keeper may never sleep.", [("A keeper", "must not", "sleep")]),
        ("Guests are not to swim.", [("Guests", "must not", "swim")]),
        ("No one needs a permit.", []),
        ("Any keeper who must swim shall wear a belt.", [("Any keeper who must swim", "must", "wear a belt")]),
        ("These rules do not bind a guest who must row.", []),
        ("The log of May 3 shall be signed.", [("The log of May 3", "must", "be signed")]),
        ("The oil can shall be filled.", [("The oil can", "must", "be filled")]),
        ("The pier is to the north.", []),
        ("The word shall mean a boat.", []),
        ("Guests shall be allowed to row.", [("Guests", "may", "row")]),
        ("Guests should not row.", [("Guests", "should", "not row")]),
        ("Who shall row?", []),
        (
            "The keeper must call the crew, who shall row out.",
            [("The keeper", "must", "call the crew"), ("the crew", "must", "row out")],
        ),
    ],
)
def test_a_duty_denied_is_none_and_a_prohibition_stays_one(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [told(norm) for norm in norms(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The clerk may waive the fee; however, the clerk shall not waive it twice.",
            [("The clerk", "may", "waive the fee"), ("the clerk", "must not", "waive it twice")],
        ),
        (
            "The baker shall weigh each loaf; the miller shall note the weight; and the apprentice must sweep.",
            [
                ("The baker", "must", "weigh each loaf"),
                ("the miller", "must", "note the weight"),
                ("the apprentice", "must", "sweep"),
            ],
        ),
        (
            "Members may vote by mail; provided, however, that no member may vote twice.",
            [("Members", "may", "vote by mail"), ("member", "must not", "vote twice")],
        ),
        (
            "The treasurer shall pay the bill, and if the bill is wrong, the clerk shall return it.",
            [("The treasurer", "must", "pay the bill"), ("the clerk", "must", "return it")],
        ),
        (
            "The orchard is old; the owner prunes it; the tenant shall pick the fruit.",
            [("the tenant", "must", "pick the fruit")],
        ),
        ("The keeper shall row; and may swim.", [("The keeper", "must", "row"), ("The keeper", "may", "swim")]),
        ("A permit that the town must issue; a fee that the applicant may pay.", []),
        (
            "The kit must hold a rope; a knife the porter may carry; and a flag.",
            [("The kit", "must", "hold a rope; a knife the porter may carry; and a flag")],
        ),
        (
            "The board shall be formed of a chair, and if willing, a cook from the inn the guest will stay in.",
            [("The board", "must", "be formed of a chair, and if willing, a cook from the inn the guest will stay in")],
        ),
    ],
)
def test_a_clause_after_a_semicolon_has_a_subject_of_its_own(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [told(norm) for norm in norms(text)] == expected


def test_each_clause_has_its_own_condition() -> None:
    found = norms("If the kiln cracks, the potter shall stop; if it leaks, the potter shall call the smith.")
    assert [(norm.action, norm.condition) for norm in found] == [
        ("stop", "If the kiln cracks"),
        ("call the smith", "if it leaks"),
    ]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        (
            "Ushers shall (1) wear a badge, (2) carry a torch, and (3) report daily.",
            ["wear a badge", "carry a torch", "report daily"],
        ),
        (
            "Each pilot must: a) check the fuel; b) file a plan; and c) sign the log.",
            ["check the fuel", "file a plan", "sign the log"],
        ),
        ("The nurse must do the following: (i) wash, (ii) dry, and (iii) note the dose.", ["wash", "dry", "note the dose"]),
        (
            "Cooks must do the following: wash both hands; wear gloves; and note the time.",
            ["wash both hands", "wear gloves", "note the time"],
        ),
        ("The treasurer shall keep: a ledger; and a roll.", ["keep: a ledger", "keep: a roll"]),
        ("Each form must show (a) the name and (b) the date.", ["show the name", "show the date"]),
        ("Cooks must, before each shift: (1) wash; (2) dry.", ["before each shift: wash", "before each shift: dry"]),
        ("The tenant shall not (a) smoke or (b) keep a horse.", ["smoke", "keep a horse"]),
        ("The captain shall either (a) turn back or (b) call the coast.", ["either (a) turn back or (b) call the coast"]),
        ("Members must bring (a) a rope, or (b) a whistle.", ["bring (a) a rope, or (b) a whistle"]),
        ("The treasurer must keep (1) a ledger and (3) a roll.", ["keep (1) a ledger and (3) a roll"]),
        ("The board shall consist of (1) a chair and (2) a clerk.", ["consist of (1) a chair and (2) a clerk"]),
        ("The baker shall (1) knead dough, which (a) rests, and (2) bake it.", ["knead dough, which (a) rests", "bake it"]),
        ("Cooks must wear hats as section 3(b) says.", ["wear hats as section 3(b) says"]),
        ("The clerk shall mail the notice within (10) ten days.", ["mail the notice within (10) ten days"]),
    ],
)
def test_each_item_of_a_list_inside_a_sentence_is_a_norm_unless_one_is_enough(text: str, actions: list[str]) -> None:
    assert [norm.action for norm in norms(text)] == actions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is unlawful to fish from the bridge.", ("", "must not", "fish from the bridge")),
        (
            "It shall be unlawful for any person, firm or club to sell bread.",
            ("any person, firm or club", "must not", "sell bread"),
        ),
        ("In winter, it is not permitted to fish.", ("", "must not", "fish")),
        ("It is forbidden for guests to swim at night.", ("guests", "must not", "swim at night")),
        ("It is permitted for guests to swim.", ("guests", "may", "swim")),
        ("It shall be the duty of the sexton to ring the bell.", ("the sexton", "must", "ring the bell")),
        ("It is the responsibility of the ferryman not to sail late.", ("the ferryman", "must not", "sail late")),
        ("It is the sexton's duty to ring the bell.", ("the sexton", "must", "ring the bell")),
        ("Fishing from the bridge is unlawful.", ("", "must not", "Fishing from the bridge")),
        ("Smoking is hereby prohibited in the park.", ("", "must not", "Smoking in the park")),
        ("It is a violation of this code for a guest to burn leaves.", ("a guest", "must not", "burn leaves")),
        ("Smoking is strictly prohibited in the hall.", ("", "must not", "Smoking in the hall")),
        ("The use of fireworks shall be prohibited.", ("", "must not", "The use of fireworks")),
        ("The host is prohibited under rule 4 from smoking.", ("The host", "must not", "smoking")),
        (
            "No vendor or helper of a vendor shall block the aisle.",
            ("vendor or helper of a vendor", "must not", "block the aisle"),
        ),
    ],
)
def test_what_is_unlawful_or_a_duty_is_a_norm_of_whom_it_is_said(text: str, expected: tuple[str, str, str]) -> None:
    assert [told(norm) for norm in norms(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It is not unlawful to fish from the pier.",
        "It is not the duty of the sexton to ring the bell.",
        "The board finds it unlawful to fish.",
        "A deed that is prohibited by law is void.",
        "What is prohibited is listed below.",
        "No use of the hall is prohibited.",
        "The search is unlawful because the guard lied.",
        "It is important to lock the door.",
    ],
)
def test_what_only_speaks_of_the_unlawful_forbids_nothing(text: str) -> None:
    assert norms(text) == ()


@pytest.mark.parametrize(
    ("lead", "item", "expected"),
    [
        ("It is unlawful for a skipper to:", "sail by night;", ("a skipper", "must not", "sail by night")),
        ("It shall be the duty of every member:", "to pay the dues;", ("every member", "must", "pay the dues")),
        ("Guests are prohibited from:", "diving;", ("Guests", "must not", "diving")),
        ("The following are prohibited:", "fireworks;", ("", "must not", "fireworks")),
        ("The baker must:", "do not eat the dough.", ("The baker", "must not", "eat the dough")),
        ("Instructions for bakers:", "Wash the bowls.", ("bakers", "must", "Wash the bowls")),
        ("Instructions for bakers:", "Do not eat the dough.", ("bakers", "must not", "eat the dough")),
        (
            "A person rowing in the bay, on the river, or on the lake shall:",
            "wear a vest.",
            ("A person rowing in the bay", "must", "wear a vest"),
        ),
        ("A lease must include:", "A clause that either side may end it.", ("either side", "may", "end it")),
    ],
)
def test_items_say_what_is_unlawful_a_duty_or_ordered(lead: str, item: str, expected: tuple[str, str, str]) -> None:
    assert told(norms(item, [lead])[-1]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Report any leak to the shift lead within one hour.",
            ("", "must", "Report any leak to the shift lead within one hour"),
        ),
        ("Do not enter the vault alone.", ("", "must not", "enter the vault alone")),
        ("Never leave the stove unattended.", ("", "must not", "leave the stove unattended")),
        ("If the alarm sounds, leave the hall.", ("", "must", "leave the hall")),
    ],
)
def test_a_sentence_that_begins_with_a_verb_orders_whoever_reads_it(text: str, expected: tuple[str, str, str]) -> None:
    assert [told(norm) for norm in norms(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Report forms are kept in the hall.",
        "Record keeping is hard.",
        "Note: the gate is heavy.",
        "Store hours are nine to five.",
        "Use of the hall is free.",
        "Meet the crew",
        "Tell the porter who may enter.",
        "Do you have a key?",
    ],
)
def test_a_sentence_that_may_begin_with_a_noun_orders_nothing(text: str) -> None:
    assert norms(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Do not feed the seals, and keep your dog on a lead.",
            [("", "must not", "feed the seals"), ("", "must", "keep your dog on a lead")],
        ),
        (
            "Follow the signs; do not leave the trail.",
            [("", "must", "Follow the signs"), ("", "must not", "leave the trail")],
        ),
        ("Do not run and do not shout.", [("", "must not", "run"), ("", "must not", "shout")]),
        (
            "Do not open the lid, move the tray, and show the key.",
            [("", "must not", "open the lid, move the tray"), ("", "must not", "show the key")],
        ),
        (
            "The skipper shall (a) log each fault, and (b) not sail at night.",
            [("The skipper", "must", "log each fault"), ("The skipper", "must not", "sail at night")],
        ),
    ],
)
def test_each_of_several_orders_forbids_or_demands_by_itself(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [told(norm) for norm in norms(text)] == expected


def test_an_order_in_an_item_is_for_whom_the_list_is() -> None:
    found = norms("wash hands. Report any leak to the lead.", ["Cooks must:"])
    assert [told(norm) for norm in found] == [
        ("Cooks", "must", "wash hands"),
        ("Cooks", "must", "Report any leak to the lead"),
    ]
    assert norms("give the members land.", ["The club exists to:"]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The sun will rise at six.",
        "The fee will increase.",
        "The rate will not increase each year.",
        "This policy will take effect in May.",
        "The new rule will help everyone.",
        "These changes will benefit members.",
        "The plan will serve as a guide.",
        "The risk will be low.",
        "The weather will change by noon.",
        "This chapter will be known as the Orchard Code.",
        "It will rain.",
        "The museum will be able to lend it.",
        "Late boats will lose their berth.",
    ],
)
def test_a_will_that_only_says_what_comes_is_no_norm(text: str) -> None:
    assert norms(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qualified applicants will then be invited to a talk.", ("Qualified applicants", "then be invited to a talk")),
        ("A copy will be forwarded to the supervisor.", ("A copy", "be forwarded to the supervisor")),
        ("The board will modify the plan.", ("The board", "modify the plan")),
        ("The clerk will increase the fee.", ("The clerk", "increase the fee")),
        ("The guide will continue to lead.", ("The guide", "continue to lead")),
        ("Each meeting will begin with a roll call.", ("Each meeting", "begin with a roll call")),
        ("The program will fall under the care of the chief.", ("The program", "fall under the care of the chief")),
        ("The cost will be borne by the buyer.", ("The cost", "be borne by the buyer")),
        ("The form will contain a name.", ("The form", "contain a name")),
        ("The sexton will ring the bell.", ("The sexton", "ring the bell")),
    ],
)
def test_a_will_orders_what_somebody_can_do(text: str, expected: tuple[str, str]) -> None:
    assert [told(norm) for norm in norms(text)] == [(expected[0], "must", expected[1])]


@pytest.mark.parametrize(
    ("lead", "item"),
    [
        ("The keeper does not have to:", "row;"),
        ("The duties of the keeper are not:", "rowing;"),
        ("No one shall be hired unless he or she shall:", "be able to row;"),
        ("The guest must show at least one of the following papers:", "a pass; or"),
    ],
)
def test_items_of_what_is_denied_or_only_one_of_several_are_no_norms(lead: str, item: str) -> None:
    assert norms(item, [lead]) == ()


def test_of_what_must_be_done_one_way_or_another_the_whole_is_the_norm() -> None:
    items = ("row; or", "swim.")
    assert [told(n) for n in norms("The keeper shall:", (), items)] == [("The keeper", "must", "row; or swim")]
    assert norms("row; or", ["The keeper shall:"], (), items) == ()
    assert [told(n) for n in norms("row; or", ["The guest may not:"], (), items)] == [("The guest", "must not", "row")]


@pytest.mark.parametrize(
    "text",
    ["the a " * 3000, "may " * 5000, "The keeper shall " * 1500, "a, who " * 3000, "; " * 1400, "(1) " * 700, ". " * 9000],
)
def test_a_sentence_that_nobody_could_read_is_not_read_for_long(text: str) -> None:
    assert norms(text, [text + ":"]) is not None


def test_items_complete_what_leads_them_in() -> None:
    leads = ["The keeper shall:"]
    assert [told(norm) for norm in norms("light the lamp; and", leads)] == [("The keeper", "must", "light the lamp")]
    assert norms("The keeper shall:", (), ("light the lamp; and",)) == ()


def test_items_with_a_norm_word_of_their_own_are_the_last_nouns() -> None:
    leads = ["A contract must include:", "a list of boats that, as the code says, the keeper:"]
    assert [told(norm) for norm in norms("may turn away;", leads)] == [("the keeper", "may", "turn away")]


def test_a_paper_that_must_say_what_somebody_must_do_gives_both() -> None:
    outer = ["A contract must include:"]
    inner = "a promise that the keeper shall:"
    assert [told(norm) for norm in norms(inner, outer, ("light the lamp;",))] == [
        ("A contract", "must", "include: a promise that the keeper shall")
    ]
    assert [told(norm) for norm in norms("light the lamp;", [*outer, inner])] == [("the keeper", "must", "light the lamp")]
    assert [told(norm) for norm in norms("that the keeper will row weekly;", outer)] == [
        ("A contract", "must", "include: that the keeper will row weekly"),
        ("the keeper", "must", "row weekly"),
    ]
    assert [told(norm) for norm in norms("that both sides agree to share the boat;", outer)][1] == (
        "both sides", "must", "share the boat",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "bearer"),
    [
        ("The rock is under the care of the head keeper, who will have the following responsibilities:", "the head keeper"),
        ("The duties of keepers include:", "keepers"),
        ("A keeper's main duties are:", "A keeper"),
        ("The chief, together with the board, must:", "The chief"),
        ("“Warden” means the person who must:", "the person"),
    ],
)
def test_bearers_are_found_in_what_leads_a_list_in(lead: str, bearer: str) -> None:
    (found,) = norms("Lighting the lamp.", [lead])
    assert (found.bearer.removesuffix(" who"), found.modality) == (bearer, "must")


def test_of_alternatives_each_is_no_norm_of_its_own() -> None:
    lead = "Each drill should cover one skill, chosen from:"
    assert norms("rowing;", [lead]) == ()
    assert [told(norm) for norm in norms("one skill, chosen from:", ["Each drill should cover:"], ("rowing;",))] == [
        ("Each drill", "should", "cover: one skill, chosen from")
    ]


def test_what_must_be_ready_bears_that_itself() -> None:
    (found,) = norms("a rope; and", ["The following must be ready at all times:"])
    assert told(found) == ("a rope", "must", "be ready at all times")


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("The keeper shall paint the door every two years.", "interval", "every two years"),
        ("The keeper shall check the lamp before each watch.", "interval", "before each watch"),
        ("The keeper shall note the hourly rate.", "interval", ""),
        ("The keeper shall tell the clerk within two days.", "deadline", "within two days"),
        ("Before a storm, the keeper shall close the door.", "deadline", "Before a storm"),
        ("The keeper shall train with the crew in spring.", "with_whom", "the crew"),
        ("The keeper shall, at the request of the board, show the log.", "on_request", "the board"),
        ("The keeper may row if the sea is calm.", "condition", "if the sea is calm"),
        ("If the sea is calm, the keeper may row.", "condition", "If the sea is calm"),
        ("The keeper shall paint the door every two years.", "object", "the door every two years"),
        ("The keeper shall send a letter to the clerk.", "object", "a letter"),
        ("The lens must be cleaned by the custodian.", "deadline", ""),
        ("The bill must be paid by the treasurer by June 1.", "deadline", "by June 1"),
        ("The bill must be paid by March 1, 2027, or lapse.", "deadline", "by March 1, 2027"),
        ("The safe must be locked by 9 p.m. each day.", "deadline", "by 9 p.m."),
        ("The host must ring every house within 300 feet at least two days ahead.", "deadline", "at least two days ahead"),
        ("The books must be closed by the end of the month.", "deadline", "by the end of the month"),
        ("The form must be filed by the first officer.", "deadline", ""),
        ("The form must be filed by May Brown.", "deadline", ""),
        ("The walls must be painted by the end tenant.", "deadline", ""),
        ("The gate must be shut by 22:00.", "deadline", "by 22:00"),
        ("Three days before the race, the host shall mark the course.", "bearer", "the host"),
        ("The urn must be kept within the vault for ten days.", "deadline", ""),
        ("The urn must be returned within a reasonable time.", "deadline", "within a reasonable time"),
        ("The urn must be sent at least 10 days before the feast.", "deadline", "at least 10 days before the feast"),
        ("The urn must be held for 10 days before the feast.", "deadline", "before the feast"),
        ("The keeper shall ring at once.", "deadline", "at once"),
        (
            "Not later than May 1 of each year, the clerk shall post the list.",
            "deadline",
            "Not later than May 1 of each year",
        ),
        ("Not later than May 1 of each year, the clerk shall post the list.", "bearer", "the clerk"),
        ("On or before March 1, the clerk shall post the list.", "deadline", "On or before March 1"),
        ("Immediately after a flood, the warden must count the boats.", "deadline", "Immediately after a flood"),
        ("By order of the mayor, the clerk shall close the road.", "deadline", ""),
        ("Upon request of the owner, the keeper shall show the book.", "on_request", "the owner"),
        ("Upon request of the owner, the keeper shall show the book.", "condition", ""),
        ("At least once a year, the steward must wind the clock.", "interval", "once a year"),
        ("At least once a year, the steward must wind the clock.", "condition", ""),
        ("Annually, the steward must wind the clock.", "bearer", "the steward"),
        ("Every Friday, the cook must scrub the oven.", "bearer", "the cook"),
        ("However, in winter, the keeper may rest.", "condition", "in winter"),
        ("The warden, under section 4(a)(1), shall lock the gate.", "bearer", "The warden"),
    ],
)
def test_a_norm_says_when_with_whom_on_whose_request_and_if(text: str, field: str, words: str) -> None:
    (found,) = norms(text)
    assert getattr(found, field) == words
