"""Articles that give orders to a language model, and a model that obeys them."""
