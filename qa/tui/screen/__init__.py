"""The main screen: conversation, evidence, question line, and what its commands do."""
