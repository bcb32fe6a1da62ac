"""Networks that a user adds: got whole or not at all, held to their hashes, of the shape of their kind."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "fakes")]

from tiny_networks import CHECKER, EMBEDDER, RERANKER, Hub, classifier_graph, files  # noqa: E402

from qa.answer.reranking import NetworkRanking  # noqa: E402
from qa.errors import ConfigError, ModelRefusedError, ModelUnavailableError  # noqa: E402
from qa.models.embedder import make_embedder, of_question  # noqa: E402
from qa.models.local.calibrate import Labelled, calibrate, read_pairs  # noqa: E402
from qa.models.local.hub import get, offer, take  # noqa: E402
from qa.models.local.networks import LocalChecker, LocalReranker  # noqa: E402
from qa.models.local.store import LOCK, Locked, Store, WantedFile, catalogue  # noqa: E402
from qa.types import Article, Evidence, Passage  # noqa: E402


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models")


def add(hub: Hub, store: Store, wanted: WantedFile, locked: Locked | None = None) -> Locked:
    revision = locked.revision if locked else None
    return get(wanted, offer(wanted, hub.address, revision), store, mirror=hub.address, locked=locked)


def left(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir()) if store.folder.is_dir() else []


def test_an_embedder_is_used_like_the_built_in_one_and_offline(hub: Hub, store: Store) -> None:
    hub.put("o/tiny", EMBEDDER)
    add(hub, store, WantedFile("tiny", "embedder", "o/tiny", question="news "))
    hub.close()
    made = make_embedder("local:tiny", folder=store.folder)
    vectors = made.embed(["ferry quay", "Ferry  quay", "tram"])
    assert vectors.shape == (3, made.dimension) == (3, 8)
    assert vectors[0] @ vectors[1] == pytest.approx(1.0)
    assert vectors[0] @ vectors[2] < 0.9
    assert of_question(made, "ferry") == pytest.approx(made.embed(["news ferry"])[0])
    assert made.embed([]).shape == (0, 8)
    assert made.count_tokens("ferry quay tram") == 3
    assert made.max_tokens == 64
    assert made.embed(["ferry " * 500]).shape == (1, 8)


def test_a_library_does_not_take_another_network_of_the_same_name_for_the_one_it_was_made_with(
    hub: Hub, store: Store
) -> None:
    hub.put("o/tiny", EMBEDDER)
    add(hub, store, WantedFile("tiny", "embedder", "o/tiny"))
    first = make_embedder("local:tiny", folder=store.folder).name
    hub.put("o/tiny", {**EMBEDDER, "onnx/model.onnx": files(classifier_graph({}, 8))["onnx/model.onnx"]})
    store.drop("tiny")
    add(hub, store, WantedFile("tiny", "embedder", "o/tiny"))
    assert make_embedder("local:tiny", folder=store.folder).name != first


def test_a_reranker_orders_stories_by_their_best_passage(hub: Hub, store: Store) -> None:
    hub.put("o/rank", RERANKER)
    scores = LocalReranker(store, add(hub, store, WantedFile("rank", "reranker", "o/rank"))).scores
    assert scores("news", ["ferry", "tram", "quay"]) == [1.0, -1.0, 0.0]
    evidence = []
    for number, text in enumerate(("tram tram", "quay", "tram\nferry ferry"), start=1):
        article = Article.make(f"Story {number}", text)
        spans = [(0, len(text))] if "\n" not in text else [(0, 4), (5, len(text))]
        passages = tuple(Passage(article.id, start, end) for start, end in spans)
        evidence.append(Evidence(number, article, passages, ()))
    best = NetworkRanking(scores).rerank("news", evidence, 2).evidence
    assert [item.number for item in best] == [3, 2]


def test_a_checker_says_by_the_name_of_its_labels_what_is_borne_out(hub: Hub, store: Store) -> None:
    hub.put("o/nli", CHECKER)
    checker = LocalChecker(store, add(hub, store, WantedFile("nli", "checker", "o/nli")))
    assert checker.check("captain", "captain") is True
    assert checker.check("not", "captain") is False
    assert checker.probability("quay", "quay") == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("reranker", CHECKER, "gives one score, this gives 3"),
        ("checker", files(classifier_graph({}, 2), ["good", "bad"]), "no label of it means entailment"),
        ("embedder", {**EMBEDDER, "tokenizer.json": b"{}"}, "cannot be loaded"),
        ("embedder", {**EMBEDDER, "onnx/model.onnx": b"no graph"}, "cannot be loaded"),
    ],
)
def test_what_is_no_network_of_its_kind_is_refused_and_not_kept(
    kind: str, content: dict[str, bytes], said: str, hub: Hub, store: Store
) -> None:
    hub.put("o/x", content)
    with pytest.raises(ModelRefusedError, match=said):
        add(hub, store, WantedFile("x", kind, "o/x"))  # type: ignore[arg-type]
    assert left(store) == []


def test_a_download_that_breaks_off_leaves_nothing_and_can_be_tried_again(hub: Hub, store: Store) -> None:
    hub.put("o/tiny", EMBEDDER)
    wanted = WantedFile("tiny", "embedder", "o/tiny")
    hub.cut = 100
    with pytest.raises(ModelUnavailableError):
        add(hub, store, wanted)
    assert left(store) == []
    hub.cut = None
    add(hub, store, wanted)
    assert left(store) == [LOCK, "tiny"]


def test_a_file_that_is_not_what_the_hub_says_is_refused(hub: Hub, store: Store) -> None:
    revision = hub.put("o/tiny", EMBEDDER)
    wanted = WantedFile("tiny", "embedder", "o/tiny")
    found = offer(wanted, hub.address)
    graph = EMBEDDER["onnx/model.onnx"]
    hub.repos["o/tiny"][revision]["onnx/model.onnx"] = graph[:-1] + bytes([graph[-1] ^ 1])
    with pytest.raises(ModelRefusedError, match="not what the hub says"):
        get(wanted, found, store, mirror=hub.address)
    assert left(store) == []


def test_a_revision_that_has_moved_is_not_what_the_lock_says(hub: Hub, store: Store) -> None:
    revision = hub.put("o/tiny", EMBEDDER)
    wanted = WantedFile("tiny", "embedder", "o/tiny")
    locked = add(hub, store, wanted)
    hub.put("o/tiny", {**EMBEDDER, "config.json": b'{"max_position_embeddings": 32}'})
    assert add(hub, store, wanted, locked).files == locked.files  # the commit of the lock, not the newest
    hub.repos["o/tiny"][revision]["config.json"] = b'{"max_position_embeddings": 16}'
    with pytest.raises(ModelRefusedError, match="not what the lock file says"):
        add(hub, store, wanted, locked)
    assert store.all()["tiny"] == locked


def test_a_file_that_changes_on_the_disk_is_refused_at_the_next_load(hub: Hub, store: Store) -> None:
    hub.put("o/tiny", EMBEDDER)
    add(hub, store, WantedFile("tiny", "embedder", "o/tiny"))
    path = store.folder / "tiny" / "tokenizer.json"
    path.write_bytes(path.read_bytes().replace(b"ferry", b"fairy"))
    with pytest.raises(ModelRefusedError, match=r"another tokenizer\.json than was added"):
        make_embedder("local:tiny", folder=store.folder).embed(["x"])
    path.unlink()
    with pytest.raises(ModelRefusedError, match=r"lacks tokenizer\.json"):
        make_embedder("local:tiny", folder=store.folder).embed(["x"])


def test_files_of_a_folder_are_taken_for_networks_without_a_way_out(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "carried"
    folder.mkdir()
    for name, content in EMBEDDER.items():
        (folder / Path(name).name).write_bytes(content)
    wanted = WantedFile("tiny", "embedder", "o/tiny")
    locked = take(wanted, folder, store)
    assert make_embedder("local:tiny", folder=store.folder).embed(["ferry"]).shape == (1, 8)
    (folder / "config.json").write_bytes(b'{"max_position_embeddings": 16}')
    with pytest.raises(ModelRefusedError, match="not what the lock file says"):
        take(wanted, folder, store, locked)
    with pytest.raises(ConfigError, match="has no"):
        take(wanted, tmp_path, store)


def test_what_cannot_be_had_is_said_in_one_line(hub: Hub, store: Store) -> None:
    with pytest.raises(ModelRefusedError, match=r"no open o/none \(404\)"):
        offer(WantedFile("x", "embedder", "o/none"), hub.address)
    hub.put("o/bare", {"config.json": b"{}"})
    with pytest.raises(ModelRefusedError, match=r"has no onnx/model\.onnx"):
        offer(WantedFile("x", "embedder", "o/bare"), hub.address)
    with pytest.raises(ModelUnavailableError, match="cannot get") as caught:
        offer(WantedFile("x", "embedder", "o/x"), "http://127.0.0.1:9")
    assert "QA_MODEL_MIRROR" in caught.value.hint
    with pytest.raises(ConfigError, match="no network called x"):
        store.get("x", "embedder")


def test_a_lock_file_that_is_none_is_refused(hub: Hub, store: Store) -> None:
    hub.put("o/nli", CHECKER)
    add(hub, store, WantedFile("nli", "checker", "o/nli"))
    with pytest.raises(ConfigError, match="nli is no embedder but a checker"):
        store.get("nli", "embedder")
    assert json.loads((store.folder / LOCK).read_text())["nli"]["licence"] == "mit"
    (store.folder / LOCK).write_text("{broken")
    with pytest.raises(ConfigError, match=r"models\.lock\.json cannot be read"):
        store.all()


def test_the_bar_of_a_checker_is_chosen_on_pairs(hub: Hub, store: Store, tmp_path: Path) -> None:
    hub.put("o/nli", CHECKER)
    checker = LocalChecker(store, add(hub, store, WantedFile("nli", "checker", "o/nli")))
    pairs = [
        Labelled("captain", "quay", True),
        Labelled("captain", "captain", True),
        Labelled("quay", "quay", False),
    ]
    found = calibrate(checker, [*pairs, Labelled("not", "quay", False)])
    assert (found.accuracy, found.pairs) == (1.0, 4)
    assert found.unseen <= found.accuracy
    assert checker.probability("quay", "quay") < found.bar < checker.probability("captain", "quay")
    assert len(read_pairs()) == 32
    bad = tmp_path / "bad.tsv"
    for text, said in (("a\tb\n", "bad.tsv:1: not a pair"), ("a\tb\tyes\n", "pairs of both kinds")):
        bad.write_text(text)
        with pytest.raises(ConfigError, match=said):
            read_pairs(bad)


def test_the_catalogue_names_networks_of_known_kinds() -> None:
    assert {one.kind for one in catalogue().values()} == {"embedder", "reranker", "checker"}
    assert all("/" in one.repo and one.about for one in catalogue().values())


def test_a_lock_file_from_elsewhere_leads_to_no_other_folder(hub: Hub, store: Store, tmp_path: Path) -> None:
    hub.put("o/nli", CHECKER)
    add(hub, store, WantedFile("nli", "checker", "o/nli"))
    rows = json.loads((store.folder / LOCK).read_text())
    (tmp_path / "mine").mkdir()
    (store.folder / LOCK).write_text(json.dumps({"../mine": rows["nli"]}))
    with pytest.raises(ConfigError, match="leads out of the folder"):
        store.drop("../mine")
    assert (tmp_path / "mine").is_dir()


def test_what_is_expected_of_others_is_judged_by_a_bar_that_never_saw_them() -> None:
    class Erring:
        """Sure of the claims of one story, and of nothing else right."""

        def probability(self, evidence: str, claim: str) -> float:
            return {"a yes": 0.9, "a no": 0.8, "b yes": 0.3, "b no": 0.1}[claim]

    pairs = [Labelled(story, f"{story} {kind}", kind == "yes") for story in "ab" for kind in ("yes", "no")]
    found = calibrate(Erring(), pairs)  # type: ignore[arg-type]
    assert found.accuracy == 0.75
    assert found.unseen == 0.5


def test_every_network_of_the_list_is_fixed_to_a_commit_and_names_its_licence() -> None:
    for known in catalogue().values():
        assert re.fullmatch(r"[0-9a-f]{40}", known.revision), known.name
        assert known.licence in ("mit", "apache-2.0"), known.name


def test_a_hub_that_offers_another_commit_than_was_asked_for_is_refused(hub: Hub) -> None:
    revision = hub.put("o/tiny", EMBEDDER)
    asked = "0" * 40
    hub.repos["o/tiny"][asked] = hub.repos["o/tiny"][revision]
    hub.facts = {"sha": revision}
    with pytest.raises(ModelRefusedError, match="asked for o/tiny at 000000000000, the hub offers"):
        offer(WantedFile("tiny", "embedder", "o/tiny"), hub.address, asked)
