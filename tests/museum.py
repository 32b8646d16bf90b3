"""A small museum's rules, made up for tests of quizzes: duties, lists, intervals, numbers, old text, summaries, gaps."""

from __future__ import annotations

from datetime import date

DAY = date(2026, 5, 1)
CORPUS = """
tiers = [["code"], ["rule"]]
[[citation]]
code = "Museum Code"
section = '\\d+-\\d+'
bare = true
document = "code-{section}"
[[bearer]]
name = "guard"
also = ["night guard"]
within = "security office"
[[bearer]]
name = "security office"
[[bearer]]
name = "registrar"
[[bearer]]
name = "conservator"
[[bearer]]
name = "director"
[[bearer]]
name = "lender"
[[bearer]]
name = "loan agreement"
also = ["agreement"]
thing = true
[[view]]
id = "keys"
title = "Keys and locks"
words = ["key", "lock"]
bearers = []
[[document]]
id = "rules"
title = "House Rules"
tier = "rule"
file = "rules.txt"
[[document]]
id = "loans"
title = "Loan Rules"
tier = "rule"
file = "loans.txt"
[[document]]
id = "code-7-1"
title = "Museum Code § 7-1"
short = "Museum Code § 7-1"
cite = "Museum Code § 7-1"
tier = "code"
text_status = "summary"
  [[document.version]]
  id = "2020"
  file = "old.txt"
  effective = 2020-01-01
  superseded = 2024-01-01
  [[document.version]]
  id = "2024"
  file = "new.txt"
  effective = 2024-01-01
[[document]]
id = "visits"
title = "Visit Rules"
tier = "rule"
  [[document.version]]
  id = "1"
  file = "visits-old.txt"
  effective = 2019-01-01
  superseded = 2023-01-01
  [[document.version]]
  id = "2"
  file = "visits.txt"
  effective = 2023-01-01
"""
FILES = {
    "rules.txt": (
        "House Rules\n\n"
        "NIGHT\nThe night guard shall carry the brass keys after sunset. The guard may not admit visitors at night.\n"
        "The security office must test every smoke alarm monthly.\n\n"
        "PAPERS\nThe registrar shall number each new object within 14 days. The registrar should photograph the porcelain "
        "annually.\nThe director shall answer every complaint within 30 days and archive it for 10 years.\n"
        "Before opening a new wing, the director shall invite the fire brigade.\n"
        "The registrar shall enter each gift in the Great Book of the Treasures.\n\n"
        "CLEANING\nThe conservator shall use the following on bronze:\n"
        "(a) a soft brush of goat hair;\n(b) distilled water;\n(c) cotton gloves;\n(d) a wooden spatula.\n\n"
        "TOURS\nThe tour must pass:\n"
        "(a) the hall of the giants;\n(b) the coin cabinet;\n(c) the garden of the statues;\n(d) the stair.\n\n"
        "PLANS\nThe director shall follow the evacuation plan in [INSERT PLAN].\n"
    ),
    "loans.txt": (
        "Loan Rules\n\nAGREEMENT\nThe loan agreement must state:\n"
        "(a) the insured value of the object;\n(b) the packing materials;\n(c) the courier's telephone number;\n"
        "(d) the temperature of the room.\n\n"
        "LENDERS\nThe lender should label the crates in two languages. The lender may visit the object once a year.\n"
        "The registrar shall meet with the lender to unpack the crates.\n"
        "The director may refuse a loan. The conservator shall inspect the varnish of every frame.\n"
    ),
    "old.txt": "(1) The curator must whitewash the cellar weekly.\n",
    "new.txt": "(1) The director must whitewash the cellar yearly.\n",
    "visits-old.txt": "Visit Rules\n\nTICKETS\nThe guard must stamp every ticket twice.\n",
    "visits.txt": "Visit Rules\n\nTICKETS\nThe guard must tear every ticket at the gate.\n",
}
