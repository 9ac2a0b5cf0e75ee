# SPDX-License-Identifier: AGPL-3.0-or-later
"""People of the russiannames tables (PyPI, BSD 3-Clause), drawn by frequency from a fixed seed."""

import os
import random


def generated(count, seed):
    """`count` people for a list, and 500 whose surnames nobody of the list has."""
    import pyarrow.parquet
    import russiannames

    folder = os.path.join(os.path.dirname(russiannames.__file__), "data")
    chance = random.Random(seed)

    def table(name):
        return pyarrow.parquet.read_table(os.path.join(folder, name)).to_pylist()

    surnames = [r for r in table("surnames.parquet") if r["text"] and r["text"].isalpha() and len(r["text"]) > 3]
    chance.shuffle(surnames)
    absent, present = surnames[:3000], surnames[3000:]
    tables = {}
    for gender in "mf":
        for name in ("names", "midnames"):
            rows = [r for r in table(name + ".parquet") if r["gender"] == gender and r["count"] >= 20 and r["text"].isalpha()]
            tables[gender, name] = [r["text"] for r in rows], [r["count"] ** 0.7 for r in rows]

    def person(row):
        gender = chance.choice("mf")
        surname = row["f_form"] if gender == "f" and row["f_form"] else row["text"]
        words = [chance.choices(*tables[gender, "names"])[0]]
        if chance.random() < 0.75:
            words.append(chance.choices(*tables[gender, "midnames"])[0])
        return " ".join(words + [surname])

    weights = [max(1, r["count"]) ** 0.5 for r in present]
    people = [person(r) for r in chance.choices(present, weights, k=count)]
    return people, [person(r) for r in chance.choices(absent, k=500)]
