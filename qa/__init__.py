"""newsdesk-qa: answers, summaries and briefings in which every sentence is tied to the words of a source.

Read in the order in which data flows:

1. `qa.types`      the nouns: Article, Passage, Evidence, Draft, Answer, Summary, Briefing
2. `qa.articles`   a file or URL becomes a clean Article
3. `qa.library`    Articles become a searchable library on disk
4. `qa.search`     a question becomes numbered Evidence
5. `qa.answer`     Evidence becomes a Draft, and only `qa.answer.verify` makes an Answer of it
6. `qa.brief`      many topics become Briefings
7. `qa.show`       results become what people read
8. `qa.desk`       the one place where the parts meet, and the Python API
"""

__version__ = "0.1.0"
