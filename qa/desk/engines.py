"""Settings become the engine that answers, the model that checks and the embedder: which, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from qa.errors import ConfigError
from qa.settings import Settings, learned_file

if TYPE_CHECKING:
    from pydantic import SecretStr

    from qa.answer.engine import Engine, Reranker
    from qa.answer.llm.chat.budget import Budget
    from qa.answer.llm.chat.cancel import Cancelled
    from qa.answer.llm.chat.config import ModelConfig
    from qa.answer.llm.checker import ModelChecker
    from qa.answer.llm.engine import LLMEngine
    from qa.models.embedder import Embedder
    from qa.models.local.networks import LocalChecker
    from qa.models.local.store import Kind, Locked, Store


@dataclass(frozen=True, slots=True)
class Engaged:
    """The engine of this run and why it is this one, in words for the reader."""

    engine: Engine
    reason: str
    reranker: Reranker | None = None
    """The engine once more, when its model is to choose the stories."""
    checker: ModelChecker | LocalChecker | None = None
    """The second model that checks sentences."""
    fallback: Engine | None = None
    """The engine whose sentences are shown where a model has no better ones."""
    translator: LLMEngine | None = None
    """The engine once more, when its model is to translate what is in another language than was asked."""

    def until(self, cancelled: Cancelled | None) -> Engaged:
        """The same for one answer, whose calls of models end when `cancelled` says so."""
        if cancelled is None or self.engine.model is None:
            return self
        from qa.answer.llm.engine import LLMEngine  # 30 ms that no other engine needs

        if not isinstance(self.engine, LLMEngine):
            return self
        engine = self.engine.until(cancelled)
        checker = self.checker.until(cancelled) if self.checker else None
        reranker = engine if self.reranker is self.engine else self.reranker
        translator = engine if self.translator else None
        return replace(self, engine=engine, reranker=reranker, checker=checker, translator=translator)


class Engines:
    """Makes each part of the settings once, when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def embedder(self) -> Embedder:
        """What turns text into vectors."""
        return self.make_embedder()

    @property
    def make_embedder(self) -> Callable[..., Embedder]:
        """What makes the embedder, also in another process."""
        from qa.models.embedder import make_embedder

        s = self.settings
        return partial(
            make_embedder,
            s.embedder,
            folder=s.models,
            base_url=s.embed_base_url,
            api_key=_plain(s.embed_api_key),
            timeout=s.timeout,
        )

    def choose(self) -> tuple[str, str]:
        """(extractive or llm, why), without making it. Raises ConfigError for `llm` without a model."""
        s = self.settings
        if s.engine == "llm" and not s.model:
            raise ConfigError(
                "engine llm needs a model", "set QA_MODEL=provider:name, or use --engine extractive"
            )
        if s.engine != "auto":
            return s.engine, "as asked"
        return (
            ("llm", "auto: a model is configured")
            if s.model
            else ("extractive", "auto: no model is configured")
        )

    @cached_property
    def engaged(self) -> Engaged:
        """The engine that answers, and why: never another one than was asked for."""
        name, reason = self.choose()
        if name != "llm":
            return Engaged(self._extractive(), reason, self.reranker)
        engine = self._llm()
        fallback = self._extractive() if self.settings.fallback else None
        reranker = self.reranker or (engine if self.settings.rerank else None)
        translator = engine if self.settings.translate else None
        return Engaged(engine, reason, reranker, self.checker, fallback, translator)

    @cached_property
    def reranker(self) -> Reranker | None:
        """The network of the user's own that orders stories, when one is set."""
        if self.settings.rerank_model is None:
            return None
        from qa.answer.reranking import NetworkRanking
        from qa.models.local.networks import LocalReranker

        store, locked = self._added(self.settings.rerank_model, "reranker")
        return NetworkRanking(LocalReranker(store, locked).scores)

    def _added(self, spec: str, kind: Kind) -> tuple[Store, Locked]:
        """A network that was added, with the store of its files. Raises ConfigError."""
        from qa.models.local.store import Store

        store = Store(self.settings.models)
        return store, store.get(spec.removeprefix("local:"), kind)

    @cached_property
    def checker(self) -> ModelChecker | LocalChecker | None:
        """The second model that checks sentences, when one is set and a model writes."""
        if (self.settings.check_model or "").startswith("local:") and self.choose()[0] == "llm":
            from qa.models.local.networks import LocalChecker

            return LocalChecker(*self._added(self.settings.check_model or "", "checker"))
        config = self.checking
        if config is None or self.choose()[0] != "llm":
            return None
        from qa.answer.llm.engine import make_checker

        s = self.settings
        library = s.library if s.cache else None
        return make_checker(config, prompts=s.prompts, library=library, budget=self.budget)

    @cached_property
    def budget(self) -> Budget:
        """What this run may spend, shared by all its calls."""
        from qa.answer.llm.chat.budget import Budget, Limit

        return Budget(Limit.read(self.settings.budget))

    @property
    def writing(self) -> ModelConfig | None:
        """How the model that writes is called; None when none is set."""
        s = self.settings
        return self._config(s.model, s.base_url, s.api_key)

    @property
    def checking(self) -> ModelConfig | None:
        """How the model that checks is called; None when none is set."""
        s = self.settings
        return self._config(s.check_model, s.check_base_url, s.check_api_key)

    def _config(self, model: str | None, url: str | None, key: SecretStr | None) -> ModelConfig | None:
        if not model or model.startswith("local:"):
            return None
        from qa.answer.llm.chat.config import ModelConfig

        s = self.settings
        config = ModelConfig(
            model=model,
            base_url=url,
            api_key=_key(key, url),
            temperature=s.temperature,
            max_output_tokens=s.max_output_tokens,
            context_tokens=s.context_tokens,
            timeout=s.timeout,
            retries=s.retries,
            concurrency=s.concurrency,
            prices=s.prices,
            structured=s.structured,
            reply_seconds=s.reply_seconds,
            learned=learned_file(),
        )
        # A model on this machine says nothing while it reads, and without a graphics card it reads what a
        # summary rests on for minutes: its silence is held to the time that a reply may take.
        patient = config.local and "timeout" not in s.model_fields_set
        return replace(config, timeout=max(s.timeout, s.reply_seconds)) if patient else config

    def _extractive(self) -> Engine:
        from qa.answer.extractive.engine import Extractive
        from qa.models.readers import get_reader

        return Extractive(self.embedder, get_reader(), self.settings.strictness)

    def _llm(self) -> LLMEngine:
        from qa.answer.llm.engine import make_engine

        s, config = self.settings, self.writing
        assert config is not None  # `choose` has seen to it
        library = s.library if s.cache else None
        return make_engine(config, prompts=s.prompts, library=library, budget=self.budget)


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _key(secret: SecretStr | None, url: str | None) -> str | None:
    """The key of a model, from the keyring where the settings say so."""
    from qa.settings.keys import key_of

    return key_of(secret.get_secret_value(), elsewhere=url is not None) if secret else None
