# SPDX-License-Identifier: AGPL-3.0-or-later
"""The peers, as PyPI has them. Each is helped over the script gap by plain Latin text, which it does not make itself."""

import itertools
import sys

from anyascii import anyascii
from rapidfuzz import fuzz


def latin(text):
    return anyascii(text).lower()


def pair_scorers():
    def on_latin(measure):
        return lambda a, b: measure(latin(a), latin(b)) / 100

    found = {"rapidfuzz WRatio": on_latin(fuzz.WRatio), "rapidfuzz token_sort": on_latin(fuzz.token_sort_ratio)}
    try:
        found["nomenklatura logic-v2"] = nomenklatura()
    except Exception as problem:  # A peer that is missing must not stop the others.
        print(f"nomenklatura left out: {problem}", file=sys.stderr)
    return found


def nomenklatura():
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    config = ScoringConfig.defaults()
    numbers = itertools.count()

    def entity(name):
        # It remembers entities by their identifier, so each needs its own.
        return model.get_proxy({"id": f"e{next(numbers)}", "schema": "Person", "properties": {"name": [name]}})

    def score(a, b):
        return LogicV2.compare(entity(a), entity(b), config).score

    score("Ivan Petrov", "Иван Петров")
    return score
