"""What a vendor's library raises, as errors that users can act on.

Matched by the names of a class and its parents, so that the table also fits other SDKs that use the same
names (anthropic, mistralai, groq) and none of them has to be imported for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

from qa.errors import (
    ConfigError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelUnavailableError,
    QAError,
)


class ContextTooLongError(ModelRefusedError):
    """The prompt does not fit the model's context; a shorter one may."""


@dataclass(frozen=True, slots=True)
class Called:
    """What was called, for messages: the model, the address, and a key that must not be shown."""

    model: str
    address: str
    timeout: float
    secret: str | None = None


_LONGEST_DETAIL = 200
_QUOTED = re.compile(r"""["']message["']: (["'])(.+?)\1(?=[,}])""")
"""The message in a reply that an SDK quotes whole."""
_BAD_KEY = re.compile(r"api[_ ]key[_ ](?:not[_ ]valid|invalid)|invalid[_ ]api[_ ]key", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|too many tokens|prompt is too long|input is too long|"
    r"exceeds? (?:the )?(?:available )?context|n_ctx|reduce the length|"
    r"maximum (?:input|prompt) (?:length|tokens)",
    re.IGNORECASE,
)
_NO_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|billing|credit|payment", re.IGNORECASE
)
_FILTERED = re.compile(r"content[_ ]?(?:filter|policy|management)|safety|moderation", re.IGNORECASE)


def map_error(error: BaseException, called: Called) -> QAError | None:
    """The error a user sees for what a vendor raised; None when no rule knows it."""
    for kind in type(error).__mro__:
        if rule := _RULES.get(kind.__name__):
            return rule(error, called)
    return None


def explain(error: BaseException, called: Called) -> QAError:
    """Like `map_error`, with a last resort for what no rule knows."""
    return map_error(error, called) or ModelError(
        f"{called.model} failed: {type(error).__name__}: {detail(error, called)}",
        "run with --debug to see where, or qa doctor to test the model",
    )


def retry_after(error: BaseException) -> float | None:
    """Seconds that a server asks to wait (RFC 9110, 10.2.3: seconds or a date; OpenAI also sends ms)."""
    responses = [getattr(e, "response", None) for e in _chain(error)]
    headers: Mapping[str, str] = next((h for r in responses if (h := getattr(r, "headers", None))), {})
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return max(0.0, float(milliseconds) / 1000)
        value = headers.get("retry-after")
        if not value:
            return None
        if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", value):
            return float(value)
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (TypeError, ValueError):
        return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised from: langchain-google-genai wraps the error that has the response."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__


def detail(error: BaseException, called: Called) -> str:
    """The vendor's message on one line, cut short, without the key."""
    body = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, dict) else None
    message = inner.get("message") if isinstance(inner, dict) else None
    quoted = _QUOTED.search(str(error)) if not message else None
    text = " ".join(str(message or (quoted and quoted[2]) or error).split())
    if called.secret:
        text = text.replace(called.secret, "…")
    return text if len(text) <= _LONGEST_DETAIL else text[: _LONGEST_DETAIL - 1] + "…"


def _about(error: BaseException) -> str:
    """All that can tell what a status means: its code, type and message."""
    return f"{getattr(error, 'code', '')} {getattr(error, 'type', '')} {error}"


def _timeout(error: BaseException, called: Called) -> QAError:
    return ModelUnavailableError(
        f"{called.address} did not answer within {called.timeout:g} seconds",
        "raise QA_TIMEOUT, or try again later",
    )


def _unreachable(error: BaseException, called: Called) -> QAError:
    """No connection, or one that broke: only the innermost cause tells which."""
    cause = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    name = type(cause).__name__
    if name in _BROKEN:
        return _broken(cause, called)
    if name in _OURS:
        return _OURS[name](cause, called)
    return ModelUnavailableError(
        f"cannot reach {called.address}: {detail(cause, called)}",
        "is the server running? qa doctor tests the address",
    )


def _broken(error: BaseException, called: Called) -> QAError:
    return ModelUnavailableError(f"the connection to {called.address} broke off", "try again")


def _bad_key(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(
        f"{called.address} refused the key: {detail(error, called)}",
        "check QA_API_KEY (qa settings shows where it is set)",
    )


def _no_key(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(f"no usable key for {called.model}: {detail(error, called)}", "set QA_API_KEY")


def _forbidden(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(
        f"{called.address} does not allow {called.model}: {detail(error, called)}",
        "use a key with access to this model",
    )


def _unknown_model(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(
        f"{called.address} does not know {called.model}: {detail(error, called)}",
        "check QA_MODEL and QA_BASE_URL (most addresses end in /v1); qa doctor lists the models",
    )


def _rate_limit(error: BaseException, called: Called) -> QAError:
    if _NO_QUOTA.search(_about(error)):
        return ModelRefusedError(
            f"no quota left at {called.address}: {detail(error, called)}", "add credit, or use another key"
        )
    return ModelUnavailableError(
        f"{called.address} limits the rate of calls: {detail(error, called)}", "wait a little"
    )


def _overloaded(error: BaseException, called: Called) -> QAError:
    return ModelUnavailableError(f"{called.address} failed: {detail(error, called)}", "try again later")


def _too_long(error: BaseException, called: Called) -> QAError:
    return ContextTooLongError(
        f"the prompt is too long for {called.model}: {detail(error, called)}",
        "set QA_CONTEXT_TOKENS to what the model reads",
    )


def _filtered(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(
        f"{called.model} refused the content", "ask in other words, or choose another model", content=True
    )


def _bad_request(error: BaseException, called: Called) -> QAError:
    about = _about(error)
    if _TOO_LONG.search(about):
        return _too_long(error, called)
    if _FILTERED.search(about):
        return _filtered(error, called)
    if _BAD_KEY.search(about):  # 400 at Google
        return _bad_key(error, called)
    if re.search(
        r"model[_ ]not[_ ]found|model .*(?:does not exist|not found|unknown)|unknown model",
        about,
        re.IGNORECASE,
    ):
        return _unknown_model(error, called)
    return ModelRefusedError(
        f"{called.address} refused the request: {detail(error, called)}",
        "qa ask --dry-run shows what is sent",
    )


def _status(error: BaseException, called: Called) -> QAError:
    """An error whose class does not say what it is, but whose status does."""
    status = _status_of(error)
    if rule := _BY_STATUS.get(status):
        return rule(error, called)
    return _overloaded(error, called) if status >= 500 else _bad_request(error, called)


def _status_of(error: BaseException) -> int:
    """The HTTP status, wherever an SDK keeps it; 0 when there is none."""
    response = getattr(error, "response", None)
    for holder, name in ((error, "status_code"), (error, "code"), (response, "status_code")):
        value = getattr(holder, name, None)
        if isinstance(value, int):
            return value
    return 0


def _no_credit(error: BaseException, called: Called) -> QAError:
    return ModelRefusedError(
        f"no credit left at {called.address}: {detail(error, called)}", "add credit, or use another key"
    )


def _api(error: BaseException, called: Called) -> QAError:
    """The parent of all errors of an SDK. An error event inside a stream has no status: its words tell."""
    if _status_of(error):
        return _status(error, called)
    about = _about(error)
    known = _TOO_LONG.search(about) or _FILTERED.search(about)
    return _bad_request(error, called) if known else _overloaded(error, called)


def _cut(error: BaseException, called: Called) -> QAError:
    return ModelReplyError(f"{called.model} was cut off", "raise QA_MAX_OUTPUT_TOKENS")


def _redirected(error: Any, called: Called) -> QAError:
    target = " ".join(str(error.target).split())[:_LONGEST_DETAIL]
    return ModelRefusedError(
        f"{called.address} sends calls on to {target}; that was not followed, for the key would go there",
        "if you trust that address, set QA_BASE_URL to it",
    )


def _too_large(error: BaseException, called: Called) -> QAError:
    return ModelReplyError(f"the reply of {called.model} was given up: {error}", "choose another model")


def _garbage(error: BaseException, called: Called) -> QAError:
    return ModelReplyError(
        f"{called.address} does not answer as the OpenAI protocol says: {detail(error, called)}",
        "check QA_BASE_URL",
    )


def _not_installed(error: BaseException, called: Called) -> QAError:
    provider = called.model.split(":")[0]
    extra = _EXTRAS.get(provider)
    package = f"langchain-{provider.replace('_', '-')}"
    return ConfigError(
        f"support for {provider} models is not installed",
        f"pip install 'newsdesk-qa[{extra}]'" if extra else f"pip install {package}",
    )


_EXTRAS = {
    "anthropic": "anthropic",
    "google": "google",
    "google_genai": "google",
    "mistral": "mistral",
    "mistralai": "mistral",
}


_BY_STATUS: dict[int, Callable[[Any, Called], QAError]] = {
    401: _bad_key,
    402: _no_credit,
    403: _forbidden,
    404: _unknown_model,
    408: _overloaded,
    413: _too_long,
    425: _overloaded,
    429: _rate_limit,
}

_BROKEN = (
    "RemoteProtocolError",
    "ReadError",
    "IncompleteRead",
    "WebSocketConnectionClosedError",
    "WebSocketQueueFullError",
)
"""What a connection that was open raises."""

_Rule = Callable[[Any, Called], QAError]
_OURS: dict[str, _Rule] = {"RedirectedError": _redirected, "ReplyTooLargeError": _too_large}
"""What the bounds of a reply raise inside an SDK, which wraps it."""
_RULES: dict[str, _Rule] = {
    **_OURS,
    "StreamChunkTimeoutError": _timeout,
    "APITimeoutError": _timeout,
    "TimeoutException": _timeout,
    "TimeoutError": _timeout,
    "ModelTimeoutError": _timeout,
    **dict.fromkeys(_BROKEN, _broken),
    "APIConnectionError": _unreachable,
    "ModelConnectionError": _unreachable,
    "TransportError": _unreachable,
    "ConnectionError": _unreachable,
    "ContextOverflowError": _too_long,
    "SubjectTokenProviderError": _no_key,
    "AuthenticationError": _bad_key,
    "ModelAuthenticationError": _bad_key,
    "PermissionDeniedError": _forbidden,
    "ModelPermissionDeniedError": _forbidden,
    "NotFoundError": _unknown_model,
    "ModelNotFoundError": _unknown_model,
    "RateLimitError": _rate_limit,
    "ModelRateLimitError": _rate_limit,
    "InternalServerError": _overloaded,
    "ConflictError": _overloaded,
    "ModelAPIError": _overloaded,
    "BadRequestError": _bad_request,
    "UnprocessableEntityError": _bad_request,
    "ModelInvalidRequestError": _bad_request,
    "LengthFinishReasonError": _cut,
    "ContentFilterFinishReasonError": _filtered,
    "OpenAIRefusalError": _filtered,
    "APIResponseValidationError": _garbage,
    "InvalidWebhookSignatureError": _garbage,
    "APIStatusError": _status,
    "HTTPStatusError": _status,
    "APIError": _api,
    "OpenAIError": _no_key,
    "AnthropicError": _no_key,
    "ImportError": _not_installed,
    "JSONDecodeError": _garbage,
    "UnicodeDecodeError": _garbage,
    "ValueError": _garbage,
    "TypeError": _garbage,
    "KeyError": _garbage,
    "AttributeError": _garbage,
    "IndexError": _garbage,
}
"""Looked up for the class of an error, then for each parent: what stands nearer to the class wins."""
