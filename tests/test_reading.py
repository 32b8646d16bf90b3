"""A corpus folder read end to end."""

from pathlib import Path

from outlines import DAY, SHIPPED, TINY

from ingest.reading import read_all

TOML = """tiers = [["law"], ["rule"]]
[[citation]]
code = "Code"
section = '\\d+-\\d+'
document = "code-{section}"
[[document]]
id = "code-4-2"
title = "Leases"
cite = "Code § 4-2"
tier = "law"
  [[document.version]]
  id = "2019"
  effective = 2019-01-01
  superseded = 2024-07-01
  file = "leases.md"
  [[document.version]]
  id = "2024"
  effective = 2024-07-01
  held = "status"
[[document]]
id = "rules"
title = "Hut Rules"
tier = "rule"
file = "rules.txt"
"""


def test_a_folder_gives_provisions_definitions_and_issues(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "leases.md").write_text("# Leases\n\n- (1) The town leases.\n", encoding="utf-8")
    rules = "Hut Rules\n\nUSE\nThe Hut Keeper (HK) follows Code § 4-2(1), § 4-2(9) and § 7-7. Pay [SUM].\n"
    (tmp_path / "rules.txt").write_text(rules, encoding="utf-8")
    reading = read_all(tmp_path, DAY)
    assert [p.id for p in reading.provisions if p.kind != "title"] == ["code-4-2@2019/1", "rules@1/use/p1"]
    assert [(d.term, d.also) for d in reading.definitions] == [("Hut Keeper", ("HK",))]
    assert [(i.kind, i.document, i.text) for i in reading.issues] == [
        ("placeholder", "rules", "[SUM]"),
        ("part not held", "rules", "§ 4-2(9)"),
        ("unresolved", "rules", "§ 7-7"),
    ]
    assert [(r.resolution, r.target) for r in reading.provisions[-1].references][0] == ("held", "code-4-2@2019/1")


def test_nothing_in_the_shipped_corpus_is_left_unplaced_or_misnumbered() -> None:
    assert {issue.kind for issue in read_all(SHIPPED, DAY).issues} <= {"placeholder", "unresolved", "part not held"}


def test_the_same_folder_is_read_the_same_twice() -> None:
    assert read_all(TINY, DAY) == read_all(TINY, DAY)
