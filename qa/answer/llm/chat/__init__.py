"""How a reply of a chat model is got: configuration, the door to LangChain, errors, budget, waiting."""
