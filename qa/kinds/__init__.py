"""Questions that one sentence does not answer: told by their kind, answered by what is computed.

Reading order: `kind` says what a question asks; `period` which days it means; `route` answers it with one of
`order`, `compare`, `verdict`, `lists`, `counts`, `overview`; `recompute` checks each conclusion again.
Whatever is in doubt is left to `qa.answer`, as a question about a fact.
"""
