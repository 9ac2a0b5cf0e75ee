# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names against its peers: quality on labelled pairs, and search among generated names.

The pairs file has four tab-separated columns: stratum, label (1 same person, 0 not), name, name. Strata that
begin with "gen:" are generated phenomena, all others real pairs. Peers are measured at the threshold that is
best for them on these very rows; Names at its shipped threshold.
"""

import argparse
import collections
import json
import os
import random
import resource
import subprocess
import sys
import time

SHIPPED_THRESHOLD = 0.5


def f1(scores, labels, threshold):
    hits = sum(1 for s, l in zip(scores, labels) if s >= threshold and l)
    false = sum(1 for s, l in zip(scores, labels) if s >= threshold and not l)
    missed = sum(labels) - hits
    precision = hits / max(1, hits + false)
    recall = hits / max(1, hits + missed)
    return precision, recall, 2 * hits / max(1, 2 * hits + false + missed)


def best_f1(scores, labels):
    """The best F1 over all thresholds, in one pass over the sorted scores."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    positives = sum(labels)
    best = (0.0, 0.0, 0.0, 1.0)
    hits = 0
    for rank, i in enumerate(order, 1):
        hits += labels[i]
        if rank < len(order) and scores[order[rank]] == scores[i]:
            continue
        value = 2 * hits / (rank + positives)
        if value > best[2]:
            best = (hits / rank, hits / positives, value, scores[i])
    return best


def lifeboat_scores(binary, rows):
    lines = "".join(f"{a}\t{b}\n" for _, _, a, b in rows)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([binary, "names", "score"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    scores = [float(line.split("\t", 1)[0]) for line in run.stdout.decode().split("\n")[:-1]]
    assert len(scores) == len(rows), (len(scores), len(rows))
    return scores, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(score, rows):
    start = time.process_time()
    scores = [score(a, b) for _, _, a, b in rows]
    return scores, time.process_time() - start


def peers():
    from anyascii import anyascii
    from rapidfuzz import fuzz

    def latin(measure):
        return lambda a, b: measure(anyascii(a).lower(), anyascii(b).lower()) / 100

    found = {
        "rapidfuzz ratio": latin(fuzz.ratio),
        "rapidfuzz token_sort": latin(fuzz.token_sort_ratio),
        "rapidfuzz WRatio": latin(fuzz.WRatio),
    }
    try:
        found["nomenklatura logic-v2"] = nomenklatura()
    except Exception as problem:  # A peer that is missing must not stop the others.
        print(f"nomenklatura left out: {problem}", file=sys.stderr)
    return found


def nomenklatura():
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    config = ScoringConfig.defaults()

    def entity(name, key):
        return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})

    score = lambda a, b: LogicV2.compare(entity(a, "a"), entity(b, "b"), config).score
    score("Ivan Petrov", "Иван Петров")
    return score


def quality(arguments):
    rows = []
    with open(arguments.pairs, encoding="utf-8") as file:
        for line in file:
            stratum, label, a, b = line.rstrip("\n").split("\t")
            rows.append((stratum, int(label), a, b))
    results = {"Names": lifeboat_scores(arguments.lifeboat, rows)}
    for name, score in peers().items():
        results[name] = timed(score, rows)
    halves = {"real": [i for i, r in enumerate(rows) if not r[0].startswith("gen:")]}
    halves["generated"] = [i for i, r in enumerate(rows) if r[0].startswith("gen:")]
    print("scorer | " + " | ".join(f"{half} P / R / F1" for half in halves) + " | pairs/s")
    for name, (scores, seconds) in results.items():
        cells = []
        for places in halves.values():
            s, l = [scores[i] for i in places], [rows[i][1] for i in places]
            p, r, f = f1(s, l, SHIPPED_THRESHOLD) if name == "Names" else best_f1(s, l)[:3]
            cells.append(f"{p:.3f} / {r:.3f} / {f:.3f}")
        print(f"{name} | " + " | ".join(cells) + f" | {len(rows) / seconds:,.0f}")
    print("\nshare accepted by stratum (Names)")
    strata = collections.defaultdict(list)
    for row, score in zip(rows, results["Names"][0]):
        strata[row[0], row[1]].append(score >= SHIPPED_THRESHOLD)
    for (stratum, label), accepted in sorted(strata.items()):
        print(f"{stratum} | {'same' if label else 'different'} | {len(accepted)} | {sum(accepted) / len(accepted):.3f}")
    return rows


def generated_list(count, seed):
    """People of the russiannames tables (BSD 3-Clause), drawn by frequency from a fixed seed."""
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


def search(arguments, rows):
    people, absent = generated_list(arguments.names, arguments.seed)
    chance = random.Random(arguments.seed + 1)
    pairs = [r for r in rows if r[1] and not r[0].startswith("gen:") and "cyr-lat" in r[0]]
    chance.shuffle(pairs)
    queries, seen = [], set()
    for (_, _, a, b), place in zip(pairs, chance.sample(range(len(people)), min(len(pairs), len(people)))):
        if a in seen or b in seen:
            continue
        seen |= {a, b}
        if chance.random() < 0.5:
            a, b = b, a
        people[place] = a
        queries.append((place + 1, b))
        if len(queries) == 1000:
            break
    path = os.path.join(arguments.scratch, "people.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(p + "\n" for p in people)
    answers, seconds = lifeboat_search(arguments.lifeboat, path, [q for _, q in queries], 0)
    _, start = lifeboat_search(arguments.lifeboat, path, [], 0)
    ranks = []
    for (line, _), answer in zip(queries, answers):
        lines = [hit["line"] for hit in answer["hits"]]
        ranks.append(lines.index(line) + 1 if line in lines else None)
    found = lambda top: sum(1 for r in ranks if r and r <= top) / len(ranks)
    print(f"\n{len(people):,} names, {len(queries)} queries")
    print(f"recall @1 {found(1):.3f} @10 {found(10):.3f} @100 {found(100):.3f}")
    print(f"reading and building {start:.1f} CPU s; a query {(seconds - start) * 1000 / len(queries):.2f} CPU ms (mean)")
    answers, _ = lifeboat_search(arguments.lifeboat, path, absent, SHIPPED_THRESHOLD)
    alerts = sum(len(a["hits"]) for a in answers) / len(absent) * 100_000 / len(people)
    print(f"alerts for each absent person per 100,000 names {alerts:.2f} ({len(absent)} persons)")
    rapidfuzz_search(people, [q for _, q in queries[:20]], [line for line, _ in queries[:20]])


def lifeboat_search(binary, path, queries, threshold):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [binary, "names", "search", "--list", path, "--top", "100", "--threshold", str(threshold)],
        input="".join(q + "\n" for q in queries).encode(), stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode in (0, 1), run.returncode
    answers = [json.loads(line) for line in run.stdout.decode().split("\n")[:-1]]
    return answers, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rapidfuzz_search(people, queries, lines):
    from anyascii import anyascii
    from rapidfuzz import fuzz, process

    latin = [anyascii(p).lower() for p in people]
    start = time.process_time()
    ranks = []
    for query, line in zip(queries, lines):
        hits = process.extract(anyascii(query).lower(), latin, scorer=fuzz.WRatio, limit=10)
        ranks.append(any(place == line - 1 for _, _, place in hits))
    seconds = time.process_time() - start
    print(f"rapidfuzz WRatio: recall @10 {sum(ranks) / len(ranks):.2f} ({len(ranks)} queries), {seconds * 1000 / len(ranks):.0f} CPU ms a query")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", required=True, help="the labelled pairs")
    parser.add_argument("--lifeboat", required=True, help="the built command")
    parser.add_argument("--names", type=int, default=0, help="size of the list to search; 0 leaves the search out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", default=os.environ.get("TMPDIR", "/tmp"))
    arguments = parser.parse_args()
    rows = quality(arguments)
    if arguments.names:
        search(arguments, rows)


if __name__ == "__main__":
    main()
