"""The library as its users meet it: adding, naming, versions, copies, filters, checks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from library_world import HashEmbedder, Loaded, read_json, story, write_json

from qa.errors import CancelledError, CorpusError, LibraryMismatchError, LibraryMissingError, LoadError
from qa.library.library import Library
from qa.types import Article, Query

DAY = date(2025, 8, 20)


def found(library: Library, words: list[str], query: Query | None = None) -> set[str]:
    rows = library.search_words(words, query, 50)
    return {article.id for article, _ in library.passages([key for key, _ in rows]).values()}


def near(library: Library, text: str, query: Query | None = None, k: int = 50) -> list[str]:
    rows = library.search_vectors(library.embedder.embed([text])[0], query, k)
    return [article.id for article, _ in library.passages([key for key, _ in rows]).values()]


# ---- adding


def test_what_is_added_is_found_by_words_and_by_meaning(library: Library) -> None:
    one, two = story(1), story(2)
    report = library.add_articles([one, two])
    assert [(item.status, item.article_id) for item in report.items] == [("added", one.id), ("added", two.id)]
    assert found(library, ["Lakeholm"]) == {one.id}
    assert near(library, one.text)[0] == one.id
    assert library.get(one.id) == one
    assert library.check() == []


def test_an_article_comes_back_as_it_went_in(library: Library) -> None:
    from qa.types import Removed

    whole = story(
        1,
        authors=("Ann Oak", "Bo Elm"),
        url="https://varn.example/a?id=1",
        published=DAY,
        language="de",
        section="Harbour",
        kind="opinion",
        agency="VPA",
        captions=("A crane.",),
        removed=(Removed("Share this", "share line"),),
    )
    library.add_articles([whole])
    assert library.get(whole.id) == whole


def test_adding_again_changes_nothing_and_embeds_nothing(
    library: Library, embedder: HashEmbedder, tmp_path: Path
) -> None:
    files = [write_json(tmp_path / f"{i}.json", story(i)) for i in range(4)]
    assert library.add(files, loader=read_json).count("added") == 4
    calls, generation = len(embedder.calls), library.generation

    def never(source: str) -> Loaded:
        raise AssertionError("an unchanged file is not read")

    report = library.add(files, loader=never)
    assert report.count("unchanged") == 4
    assert report.items[0].title == "Story 0 from Port Varn"
    assert (len(embedder.calls), library.generation) == (calls, generation)


def test_an_unchanged_folder_is_at_least_twenty_times_faster(library: Library, tmp_path: Path) -> None:
    files = [write_json(tmp_path / f"{i}.json", story(i, words=600)) for i in range(30)]
    first = library.add(files, loader=read_json).seconds
    again = min(library.add(files, loader=read_json).seconds for _ in range(3))
    assert again * 20 < first


def test_other_metadata_for_the_same_file_counts_as_a_change(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "a.json", story(1))
    library.add([file], loader=read_json)

    def dated(source: str) -> Loaded:
        loaded = read_json(source)
        return Loaded([replace(a, published=DAY) for a in loaded.articles], [])

    report = library.add([file], loader=dated, variant="dated")
    assert [(item.status, item.detail) for item in report.items] == [("updated", "changed: published")]
    assert library.articles()[0].published == DAY
    assert library.add([file], loader=dated, variant="dated").count("unchanged") == 1
    assert library.check() == []


def test_one_bad_file_never_stops_the_rest(library: Library, tmp_path: Path) -> None:
    good, other = write_json(tmp_path / "a.json", story(1)), write_json(tmp_path / "z.json", story(2))
    bad, strange = tmp_path / "b.json", tmp_path / "c.json"
    bad.write_text("{")
    strange.write_text("[]")

    def loader(source: str) -> Loaded:
        if source == str(strange):
            raise ZeroDivisionError("odd")
        return read_json(source)

    report = library.add([good, str(bad), str(strange), "missing", other], loader=loader)
    assert [item.status for item in report.items] == ["added", "failed", "failed", "failed", "added"]
    assert report.items[1].detail == f"{bad} cannot be read"
    assert report.items[2].detail == "unexpected ZeroDivisionError: odd"
    assert len(library.articles()) == 2


def test_words_that_cannot_be_stored_fail_with_their_file_alone(library: Library) -> None:
    def loader(source: str) -> Loaded:
        broken = Article.make("Half", "a lone \ud800 surrogate.", None, origin=source)
        return Loaded([broken if source == "bad" else story(1, origin=source)], [])

    report = library.add(["bad", "good"], loader=loader)
    assert [item.status for item in report.items] == ["failed", "added"]


def test_an_article_without_words_is_refused(library: Library) -> None:
    report = library.add(["x"], loader=lambda _: Loaded([Article.make("Empty", " \n")], []))
    assert report.items[0].detail == "the article has no text"


def test_what_failed_inside_a_file_is_told_again_when_it_is_unchanged(
    library: Library, tmp_path: Path
) -> None:
    file = write_json(tmp_path / "a.json", story(1), Article("", "No words", ""), story(2))
    for statuses in (["failed", "added", "added"], ["unchanged", "unchanged", "failed"]):
        report = library.add([file], loader=read_json)
        assert [item.status for item in report.items] == statuses
        assert {i.detail for i in report.items if i.status == "failed"} == {"no text"}


def test_a_file_that_could_not_be_read_is_tried_again(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{")
    assert library.add([str(file)], loader=read_json).count("failed") == 1
    write_json(file, story(1))
    assert library.add([str(file)], loader=read_json).count("added") == 1


def test_progress_is_told_for_each_source_and_within_a_long_one(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "many.json", *(story(i, words=600) for i in range(60)))
    told: list[tuple[str, int, int]] = []
    library.add([file], loader=read_json, on_progress=lambda *call: told.append(call))
    assert told[0] == (file, 0, 1)
    assert told[-1] == ("", 1, 1)
    assert any("of 60)" in label for label, _, _ in told)
    assert library.stats().articles == 60


# ---- exact copies, changed files, corrected versions


def test_an_exact_copy_is_one_article_with_two_places(library: Library, tmp_path: Path) -> None:
    files = [write_json(tmp_path / f"{name}.json", story(1)) for name in "ab"]
    report = library.add(files, loader=read_json)
    only = library.articles()[0]
    assert [item.status for item in report.items] == ["added", "duplicate"]
    assert report.items[1].detail == only.id
    assert library.origins(only.id) == files
    assert library.get(files[1]) == only


def test_a_relative_and_an_absolute_path_are_the_same_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = write_json(tmp_path / "a.json", story(1))
    library.add([file], loader=read_json)
    assert library.add(["a.json"], loader=read_json).count("unchanged") == 1
    assert library.add(["./a.json"], loader=read_json, variant="x").count("unchanged") == 1


def test_a_changed_file_replaces_its_article_which_stays_on_record(library: Library, tmp_path: Path) -> None:
    old, new = story(1), story(2)
    file = write_json(tmp_path / "a.json", old)
    library.add([file], loader=read_json)
    write_json(tmp_path / "a.json", new)
    report = library.add([file], loader=read_json)
    assert [(i.status, i.detail) for i in report.items] == [("updated", f"replaces {old.id}")]
    assert [a.id for a in library.articles()] == [new.id]
    assert [a.id for a in library.history(new.id)] == [old.id]
    assert library.get(old.id).text == old.text
    assert found(library, ["Lakeholm"]) == set()
    assert old.id not in near(library, old.text)
    assert library.check() == []


def test_a_file_that_goes_back_to_its_older_words_is_searched_with_them(
    library: Library, tmp_path: Path
) -> None:
    old, new = story(1), story(2)
    for article in (old, new, old):
        file = write_json(tmp_path / "a.json", article)
        library.add([file], loader=read_json)
    assert [a.id for a in library.articles()] == [old.id]
    assert [a.id for a in library.history(old.id)] == [new.id]
    assert library.check() == []


def test_a_changed_file_leaves_a_copy_in_another_file_alone(library: Library, tmp_path: Path) -> None:
    files = [write_json(tmp_path / f"{name}.json", story(1)) for name in "ab"]
    library.add(files, loader=read_json)
    write_json(tmp_path / "a.json", story(2))
    library.add(files, loader=read_json)
    assert {a.id for a in library.articles()} == {story(1).id, story(2).id}


def test_entries_that_leave_a_feed_stay_in_the_library(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "feed.json", story(1), story(2))
    library.add([file], loader=read_json)
    write_json(tmp_path / "feed.json", story(2), story(3), replace(story(1), text=story(9).text))
    report = library.add([file], loader=read_json)
    assert sorted(item.status for item in report.items) == ["added", "unchanged", "updated"]
    assert len(library.articles()) == 3


URL = "https://www.varn.example/harbour?utm_source=mail"


@pytest.mark.parametrize("newer_first", [False, True])
def test_the_newer_version_of_an_address_is_searched_in_whatever_order_it_comes(
    library: Library, newer_first: bool
) -> None:
    old = story(1, url=URL, published=DAY)
    new = story(2, url="http://varn.example/harbour/#top", published=date(2025, 8, 22))
    for article in (new, old) if newer_first else (old, new):
        report = library.add_articles([article])
    assert report.items[0].status == ("unchanged" if newer_first else "updated")
    assert [a.id for a in library.articles()] == [new.id]
    assert [a.id for a in library.history(new.id)] == [old.id]
    assert library.replaced_by(old.id) == new.id
    assert library.add_articles([old]).count("unchanged") == 1
    assert library.check() == []


def test_the_address_of_a_whole_site_makes_no_versions(library: Library) -> None:
    library.add_articles([story(i, url="https://varn.example/") for i in range(3)])
    assert len(library.articles()) == 3


def test_history_goes_back_through_all_versions(library: Library) -> None:
    versions = [story(i, url=URL, published=date(2025, 8, i)) for i in (1, 2, 3)]
    for version in versions:
        library.add_articles([version])
    assert [a.id for a in library.history(versions[2].id)] == [versions[1].id, versions[0].id]


# ---- near-copies


def near_copy(number: int, outlet: str, **facts: object) -> Article:
    original = story(number, words=400)
    text = original.text + f" {outlet} added a line of its own."
    return Article.make(original.title, text, outlet, origin=outlet, **facts)


def test_near_copies_form_a_group_with_one_lead(library: Library) -> None:
    first = near_copy(1, "Lakeholm Echo", published=DAY)
    later = near_copy(1, "Osterby Post", published=date(2025, 8, 21))
    alone = story(2)
    report = library.add_articles([later, first, alone])
    assert report.items[1].detail == f"near-copy of {later.id}"
    assert library.leads_of([later.id])[later.id] == first.id
    assert library.leads_of([alone.id, later.id, first.id]) == {
        alone.id: alone.id, later.id: first.id, first.id: first.id
    }  # fmt: skip
    assert library.leads_of([]) == {}
    assert [(c.article_id, c.outlet, c.published) for c in library.group_of(later.id)] == [
        (first.id, "Lakeholm Echo", DAY)
    ]
    assert library.leads_of([alone.id])[alone.id] == alone.id
    assert library.group_of(alone.id) == ()
    assert library.groups_of([later.id, alone.id, first.id]) == {
        key: library.group_of(key) for key in (later.id, alone.id, first.id)
    }
    assert library.stats().groups == 1


def test_a_group_chooses_again_when_its_lead_goes(library: Library) -> None:
    copies = [
        near_copy(1, name, published=date(2025, 8, day)) for day, name in ((1, "A"), (2, "B"), (3, "C"))
    ]
    library.add_articles(copies)
    library.remove(copies[0].id)
    assert library.leads_of([copies[2].id])[copies[2].id] == copies[1].id
    library.remove(copies[1].id)
    assert library.group_of(copies[2].id) == ()
    assert library.leads_of([copies[2].id])[copies[2].id] == copies[2].id
    assert library.stats().groups == 0


def test_a_corrected_version_is_no_copy_of_the_version_it_replaces(library: Library) -> None:
    library.add_articles([near_copy(1, "A", url=URL, published=DAY)])
    library.add_articles([near_copy(1, "B", url=URL, published=date(2025, 8, 21))])
    assert library.stats().groups == 0


# ---- naming an article


def test_an_article_answers_to_its_id_file_and_title(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "harbour.json", story(1, title="Harbour talks resume"))
    library.add([file], loader=read_json)
    article = library.articles()[0]
    for ref in (article.id, article.id[:5], file, "harbour.json", "harbour TALKS", "Harbour talks resume "):
        assert library.get(ref) == article


def test_the_name_of_a_file_needs_no_ending_and_means_one_file_only(library: Library, tmp_path: Path) -> None:
    files = [
        write_json(tmp_path / name, story(n, title=f"Title {n}"))
        for n, name in enumerate(
            ("000_2b501b0b.json", "000_2b501b0b.later.json", "port.json.gz", "a b #7.json")
        )
    ]
    library.add(files, loader=read_json)
    for n, ref in enumerate(("000_2b501b0b", "000_2b501b0b.later", "port", "a b #7")):
        assert library.get(ref).title == f"Title {n}"
    other = tmp_path / "b"
    other.mkdir()
    library.add([write_json(other / "port.json", story(9))], loader=read_json)
    with pytest.raises(CorpusError, match='"port" names 2 articles'):
        library.get("port")


def test_a_name_of_two_articles_lists_them(library: Library) -> None:
    one, two = story(1, title="Harbour talks resume"), story(2, title="Harbour talks stall")
    library.add_articles([one, two])
    with pytest.raises(CorpusError, match='"harbour" names 2 articles') as caught:
        library.get("harbour")
    assert one.id in caught.value.hint
    assert two.id in caught.value.hint


def test_a_whole_title_wins_over_a_longer_one(library: Library) -> None:
    one, two = story(1, title="Harbour talks"), story(2, title="Harbour talks stall")
    library.add_articles([one, two])
    assert library.get("harbour talks") == one


@pytest.mark.parametrize("ref", ["", "zzz", "../x", "0000", "'; DROP TABLE articles", "\ud800", "a\x00b"])
def test_a_name_of_nothing_says_so(library: Library, ref: str) -> None:
    library.add_articles([story(1)])
    with pytest.raises(CorpusError, match="no article is named"):
        library.get(ref)


def test_a_misspelt_title_suggests_the_right_one(library: Library) -> None:
    library.add_articles([story(1, title="Harbour talks resume")])
    with pytest.raises(CorpusError) as caught:
        library.get("harbor talk resumes")
    assert "Harbour talks resume" in caught.value.hint


# ---- removing


def test_a_removed_article_is_gone_and_comes_back_when_added_again(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "a.json", story(1))
    library.add([file], loader=read_json)
    assert library.remove("story 1").title == "Story 1 from Lakeholm"
    assert library.articles() == []
    assert found(library, ["Lakeholm"]) == set()
    assert library.check() == []
    assert library.add([file], loader=read_json).count("added") == 1


def test_removing_an_article_takes_its_older_versions_along(library: Library) -> None:
    old, new = story(1, url=URL), story(2, url=URL)
    library.add_articles([old])
    library.add_articles([new])
    library.remove(new.id)
    with pytest.raises(CorpusError):
        library.get(old.id)


# ---- filters


@pytest.fixture
def dated(library: Library) -> Library:
    library.add_articles(
        [
            story(0, outlet="The Varn Courier", published=date(2025, 8, 1)),
            story(8, outlet="Lakeholm Echo", published=date(2025, 8, 10), language="de"),
            story(16, outlet="Lakeholm Echo", published=date(2025, 8, 20), language="en-GB"),
            story(24, outlet="Osterby Post"),
        ]
    )
    return library


FILTERS = [
    (Query("x"), {0, 8, 16, 24}),
    (Query("x", since=date(2025, 8, 10)), {8, 16}),
    (Query("x", until=date(2025, 8, 10)), {0, 8}),
    (Query("x", since=date(2025, 8, 10), until=date(2025, 8, 10)), {8}),
    (Query("x", as_of=date(2025, 8, 19)), {0, 8}),
    (Query("x", as_of=date(2025, 8, 19), until=date(2025, 8, 5)), {0}),
    (Query("x", outlets=("lakeholm  ECHO",)), {8, 16}),
    (Query("x", outlets=("Varn Courier", "Osterby Post")), {0, 24}),
    (Query("x", language="en"), {0, 16, 24}),
    (Query("x", articles=(story(24, outlet="Osterby Post").id,)), {24}),
    (Query("x", outlets=("Nobody",)), set()),
]


def check_filters(library: Library) -> None:
    by_id = {a.id: int(a.title.split()[1]) for a in library.articles()}
    for query, expected in FILTERS:
        assert {by_id[a.id] for a in library.articles(query)} == expected
        assert {by_id[key] for key in found(library, ["Port"], query)} == expected
        assert {by_id[key] for key in near(library, "Port Varn", query)} == expected


def test_every_filter_holds_in_the_list_and_in_both_searches(dated: Library) -> None:
    check_filters(dated)


@pytest.mark.usefixtures("by_chroma")
def test_every_filter_holds_when_chroma_answers(dated: Library) -> None:
    check_filters(dated)


def test_articles_are_listed_newest_first_and_undated_last(dated: Library) -> None:
    days = [a.published for a in dated.articles()]
    assert days == [date(2025, 8, 20), date(2025, 8, 10), date(2025, 8, 1), None]


def test_the_statistics_tell_what_there_is(dated: Library) -> None:
    stats = dated.stats()
    assert (stats.articles, stats.undated, stats.groups, stats.embedder) == (4, 1, 0, "hash")
    assert stats.outlets == {"Lakeholm Echo": 2, "Osterby Post": 1, "The Varn Courier": 1}
    assert (stats.first, stats.last) == (date(2025, 8, 1), date(2025, 8, 20))
    assert stats.passages == sum(len(dated.passages_of(a.id)) for a in dated.articles())


# ---- searching


def test_chroma_and_the_exact_search_agree(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add_articles([story(i) for i in range(30)])
    vector = library.embedder.embed(["council of Mirefall noted w55 w78"])[0]
    exact = library.search_vectors(vector, None, 10)
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
    indexed = library.search_vectors(vector, None, 10)
    assert [score for _, score in indexed] == pytest.approx([score for _, score in exact], abs=1e-5)
    assert indexed == sorted(indexed, key=lambda pair: -pair[1])


@pytest.mark.parametrize(
    "terms", [['"'], ["NOT"], ["a* OR"], ["title:x"], ["NEAR(a b)"], [""], ["!!"], ["\x00"]]
)
def test_no_word_of_a_question_is_read_as_syntax(library: Library, terms: list[str]) -> None:
    library.add_articles([story(1)])
    assert library.search_words(terms, None, 5) == []
    assert library.search_words([*terms, "Lakeholm"], None, 5)


def test_words_are_matched_by_stem_and_without_accents(library: Library) -> None:
    library.add_articles([Article.make("Accords", "The ministers negotiated in Café Mirë.", origin="x")])
    for word in ("minister", "negotiating", "cafe", "Mire"):
        assert library.search_words([word], None, 5), word


def test_asking_for_nothing_finds_nothing(library: Library) -> None:
    assert library.search_words(["x"], None, 5) == []
    assert library.search_vectors(library.embedder.embed(["x"])[0], None, 5) == []
    library.add_articles([story(1)])
    assert library.search_vectors(library.embedder.embed(["x"])[0], None, 0) == []
    assert library.passages([999]) == {}
    with pytest.raises(CorpusError, match="no passage 999"):
        library.passage(999)


def test_passages_come_back_with_their_articles(library: Library) -> None:
    article = story(1, words=900)
    library.add_articles([article])
    rows = library.passages_of(article.id)
    assert len(rows) > 2
    assert "".join(p.text(article) for _, p in rows) == article.text
    assert library.passage(rows[1][0]) == (article, rows[1][1])
    backwards = [key for key, _ in reversed(rows)]
    assert list(library.passages(backwards)) == backwards


# ---- opening, rebuilding, checking


def test_there_is_no_library_until_one_is_made(tmp_path: Path, embedder: HashEmbedder) -> None:
    with pytest.raises(LibraryMissingError, match="there is no library") as caught:
        Library.open(tmp_path / "none", embedder)
    assert "qa add" in caught.value.hint
    assert not (tmp_path / "none").exists()


def test_a_library_of_another_embedder_says_how_to_mend_it(library: Library) -> None:
    library.add_articles([story(1)])
    with pytest.raises(LibraryMismatchError, match="made with hash, not with other") as caught:
        Library.open(library.path, HashEmbedder(name="other"), create=True)
    assert "qa rebuild" in caught.value.hint


@pytest.mark.usefixtures("by_chroma")
def test_rebuilding_moves_a_library_to_another_embedder(library: Library) -> None:
    library.add_articles([near_copy(1, "A"), near_copy(1, "B"), story(2)])
    groups = {a.id: library.leads_of([a.id])[a.id] for a in library.articles()}
    other = HashEmbedder(name="other", dimension=16)
    told: list[tuple[str, int, int]] = []
    with Library.open(library.path, other, check=False) as moved:
        moved.rebuild(lambda *call: told.append(call))
        assert near(moved, story(2).text)[0] == story(2).id
        assert {a.id: moved.leads_of([a.id])[a.id] for a in moved.articles()} == groups
        assert moved.check() == []
    assert {label for label, _, _ in told} == {"embedding", "vector index"}
    with Library.open(library.path, other) as again:
        assert again.stats().embedder == "other"
    with pytest.raises(LibraryMismatchError):
        library.search_vectors(library.embedder.embed(["x"])[0], None, 5)


def test_an_empty_library_takes_any_embedder(library: Library) -> None:
    with Library.open(library.path, HashEmbedder(name="other"), create=True) as other:
        assert other.stats().embedder == "other"


def test_rebuilding_with_the_same_embedder_embeds_nothing(library: Library, embedder: HashEmbedder) -> None:
    library.add_articles([story(i) for i in range(5)])
    calls = len(embedder.calls)
    library.rebuild()
    assert len(embedder.calls) == calls
    assert found(library, ["Lakeholm"]) == {story(1).id}
    assert library.check() == []


@pytest.mark.usefixtures("by_chroma")
def test_a_lost_or_damaged_vector_index_is_remade_by_rebuild(tmp_path: Path, embedder: HashEmbedder) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(5)])
    (folder / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 99)
    with Library.open(folder, embedder) as library:
        with pytest.raises(CorpusError, match="vector index") as caught:
            near(library, story(1).text)
        assert "qa rebuild" in caught.value.hint
        assert library.check()
        library.rebuild()
        assert near(library, story(1).text)[0] == story(1).id
        assert library.check() == []


@pytest.mark.usefixtures("by_chroma")
def test_adding_to_a_library_with_a_damaged_vector_index_remakes_it(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(5)])
    (folder / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 99)
    with Library.open(folder, embedder) as library:
        assert library.add_articles([story(6)]).count("added") == 1
        assert library.check() == []


def test_the_coverage_of_a_query_counts_what_passes_its_filters(dated: Library) -> None:
    whole = dated.coverage()
    assert (whole.articles, whole.undated, len(whole.outlets)) == (4, 1, 3)
    part = dated.coverage(Query("x", since=date(2025, 8, 5)))
    assert (part.articles, part.outlets, part.undated) == (2, ("Lakeholm Echo",), 0)
    assert (part.first, part.last) == (date(2025, 8, 10), date(2025, 8, 20))


@pytest.mark.usefixtures("by_chroma")
def test_the_check_names_what_is_missing(library: Library) -> None:
    library.add_articles([story(i) for i in range(3)])
    with library.index.writing():
        library.index.delete([1])
        library.index.upsert([99], library.embedder.embed(["x"]), [{"article_id": "x"}])
    problems = library.check()
    assert problems == [
        "1 passages are not in the vector index; run `qa rebuild`",
        "1 vectors have no passage; run `qa rebuild`",
    ]
    library.rebuild()
    assert library.check() == []


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path, embedder: HashEmbedder) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a database, but long enough to look like one" * 50)
    with pytest.raises(CorpusError, match="is damaged"):
        Library.open(tmp_path, embedder)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path, embedder: HashEmbedder) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be written or read"):
        Library.open(tmp_path / "file" / "library", embedder, create=True)


def test_opening_and_listing_loads_nothing_heavy(library: Library) -> None:
    library.add_articles([story(1)])
    program = """
import sys
from pathlib import Path
from qa.models.embedder import make_embedder
from qa.library.library import Library
class Named:
    name = "hash"
with Library.open(Path(sys.argv[1]), Named()) as library:
    library.articles(), library.stats(), library.search_words(["council"], None, 5), library.get("story 1")
make_embedder("openai:m", base_url="http://127.0.0.1:1")
heavy = {"chromadb", "onnxruntime", "openai", "tokenizers", "numpy", "rapidfuzz"} & set(sys.modules)
assert not heavy, heavy
"""
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", program, str(library.path)], check=True, env=env)


def test_warming_can_be_asked_for_again_and_again(library: Library) -> None:
    library.add_articles([story(1)])
    started = time.perf_counter()
    library.warm()
    library.warm()
    assert time.perf_counter() - started < 10
    assert near(library, story(1).text) == [story(1).id] * len(library.passages_of(story(1).id))


def test_a_loader_error_keeps_its_words(library: Library) -> None:
    def loader(source: str) -> Loaded:
        raise LoadError("the PDF has no text", "scan it again")

    report = library.add(["a.pdf"], loader=loader)
    assert [(i.status, i.origin, i.detail) for i in report.items] == [
        ("failed", "a.pdf", "the PDF has no text")
    ]


def test_what_loads_in_the_background_finds_numpy_loaded() -> None:
    """Two threads that import numpy at once break it: 1 cold `qa ask` in 10 with a model ended so."""
    code = (
        "import sys, threading; from qa.library.library import Library\n"
        "class Bare(Library):\n    def __init__(self): self._warming = None\n"
        "class Seen(Exception): pass\n"
        "def start(self): raise Seen('numpy' in sys.modules)\n"
        "threading.Thread.start = start\n"
        "assert 'numpy' not in sys.modules\n"
        "try: Bare().warm()\n"
        "except Seen as seen: sys.exit(0 if seen.args[0] else 7)\n"
    )
    import subprocess
    import sys as system

    assert subprocess.run([system.executable, "-c", code], check=False).returncode == 0


def test_adding_can_be_given_up_within_a_file_of_many_articles(library: Library, tmp_path: Path) -> None:
    file = write_json(tmp_path / "many.json", *(story(i, words=600) for i in range(40)))

    def give_up(name: str, *_: int) -> None:
        if " of 40)" in name:
            raise CancelledError

    with pytest.raises(CancelledError):
        library.add([file], loader=read_json, on_progress=give_up)
    assert library.add([file], loader=read_json).count("failed") == 0
    assert len(library.articles()) == 40
