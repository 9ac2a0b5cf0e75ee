# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real people hidden among generated ones, one spelling in the list and another in the question."""

import json
import os
import random
import statistics

import people
import programs
import sentences
from pairs import SHIPPED
from peers import latin

RUNS = 5
QUERIES = 1000


def hide(names, rows, seed):
    """Puts one spelling of real people into the list; returns (place in the list, other spelling).

    Without labelled pairs the questions are people of the list in plain Latin letters.
    """
    chance = random.Random(seed)
    pairs = [r for r in rows if r[1] and not r[0].startswith("gen:") and "cyr-lat" in r[0]]
    chance.shuffle(pairs)
    if not pairs:
        return [(place, latin(names[place])) for place in chance.sample(range(len(names)), QUERIES)]
    queries, seen = [], set()
    for (_, _, a, b), place in zip(pairs, chance.sample(range(len(names)), min(len(pairs), len(names)))):
        if a in seen or b in seen:
            continue
        seen |= {a, b}
        if chance.random() < 0.5:
            a, b = b, a
        names[place] = a
        queries.append((place, b))
        if len(queries) == QUERIES:
            break
    return queries


def ask(bench, index, names, top, threshold, scratch):
    path = os.path.join(scratch, "questions.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(name + "\n" for name in names)
    command = [bench, "names-search", "--index", index, "--queries", path, "--top", str(top), "--threshold", str(threshold)]
    lines = programs.run(command)[0].split("\n")[:-1]
    return [json.loads(line) for line in lines[:-1]], json.loads(lines[-1])


def report(bench, count, rows, seed, scratch, pairs_a_second, with_peers):
    names, absent = people.generated(count, seed)
    queries = hide(names, rows, seed + 1)
    path, index = os.path.join(scratch, "people.txt"), os.path.join(scratch, "people.index")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(name + "\n" for name in names)
    built = json.loads(programs.run([bench, "names-build", "--list", path, "--index", index])[0])
    print(f"\n## {count:,} names, {len(queries)} questions\n")
    print(
        f"reading the list {built['readSeconds']:.1f} CPU s, building {built['buildSeconds']:.1f} CPU s, "
        f"index {built['indexMebibytes']:.0f} MiB, peak of that process {built['peakMebibytes']:.0f} MiB")
    medians = {}
    for top in (10, 100):
        medians[top] = searched(bench, index, queries, top, scratch)
    answers, _ = ask(bench, index, absent, 100, SHIPPED, scratch)
    alerts = sum(len(a["entries"]) for a in answers) / len(absent) * 100_000 / count
    print(f"false alerts for each absent person per 100,000 names: {alerts:.2f} ({len(absent)} persons)")
    screened(bench, index, names, seed, scratch)
    if with_peers:
        rapidfuzz(names, queries[: max(5, 20_000_000 // count // 10)], medians[10])
        seconds = count / pairs_a_second.get("nomenklatura logic-v2", 1)
        if "nomenklatura logic-v2" in pairs_a_second:
            print(f"nomenklatura logic-v2, every name in turn: {seconds:,.0f} CPU s a question (from its pairs a second)")
    os.remove(index)


def screened(bench, index, names, seed, scratch):
    """A long text against the whole list: how long, and how many surnames were too common to show everybody."""
    chance = random.Random(seed + 2)
    text, size = [], 0
    while size < 1_000_000:
        language = chance.choice(sorted(sentences.FULL))
        surname = chance.choice(names).split()[-1]
        line = chance.choice(
            [chance.choice(sentences.FULL[language]).format(chance.choice(names)),
             chance.choice(sentences.SHORT[language]).format(surname), chance.choice(sentences.NOBODY[language])])
        text.append(line)
        size += len(line.encode()) + 1
    path = os.path.join(scratch, "long.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(text))
    told = json.loads(programs.run([bench, "names-screen", "--index", index, "--text", path])[0])
    print(
        f"a text of a megabyte against all of them: {told['seconds']:.1f} CPU s, {told['hits']:,} hits, "
        f"{told['crowded']} surnames of too many people, resident {told['peakMebibytes']:.0f} MiB")


def searched(bench, index, queries, top, scratch):
    runs = [ask(bench, index, [q for _, q in queries], top, 0, scratch) for _ in range(RUNS)]
    times = [sorted(a["milliseconds"] for a in answers) for answers, _ in runs]
    median = statistics.median(t[len(t) // 2] for t in times)
    tail = statistics.median(t[len(t) * 95 // 100] for t in times)
    assert all([a["entries"] for a in answers] == [a["entries"] for a in runs[0][0]] for answers, _ in runs), "runs differ"
    ranks = [a["entries"].index(place) if place in a["entries"] else None for (place, _), a in zip(queries, runs[0][0])]
    recall = [sum(1 for r in ranks if r is not None and r < limit) / len(ranks) for limit in (1, 10, 100) if limit <= top]
    opened = statistics.median(summary["openMilliseconds"] for _, summary in runs)
    resident = max(summary["peakMebibytes"] for _, summary in runs)
    print(
        f"top {top}: median {median:.2f}, p95 {tail:.2f}, most {max(t[-1] for t in times):.1f} CPU ms a question; recall @"
        + " @".join(f"{limit} {share:.3f}" for limit, share in zip((1, 10, 100), recall))
        + f"; opened in {opened:.0f} CPU ms; resident {resident:.0f} MiB")
    return median


def rapidfuzz(names, queries, own):
    from rapidfuzz import fuzz, process

    plain = [latin(name) for name in names]

    def search():
        return [
            any(place == wanted for _, _, place in process.extract(latin(query), plain, scorer=fuzz.WRatio, limit=10))
            for wanted, query in queries
        ]

    found, seconds = programs.timed(search)
    each = seconds * 1000 / len(queries)
    print(
        f"rapidfuzz WRatio: recall @10 {sum(found) / len(found):.2f} ({len(queries)} questions), "
        f"{each:,.0f} CPU ms a question (Names {each / own:.0f} times)")
