# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names against its peers: quality on labelled pairs and in running text, and search among generated names."""

import argparse
import json
import os
import tempfile

import pairs
import peers
import programs
import searching
import texts


def text_report(bench, rows, scratch):
    from rapidfuzz import fuzz

    def windows(asked, text):
        """The likest run of two or three words: what a careful user of a string measure would do."""
        words = text.split()
        runs = {" ".join(words[i : i + n]) for n in (2, 3) for i in range(len(words) - n + 1)}
        return max((fuzz.token_sort_ratio(asked, run) for run in runs), default=0)

    measures = {
        "rapidfuzz partial_ratio": fuzz.partial_ratio, "rapidfuzz WRatio": fuzz.WRatio,
        "rapidfuzz token_sort over runs of words": windows,
    }

    print("\n## Running text\n")
    print("Each text names four people among common words; the question is whether it names the asked one, and where.\n")
    for title, chosen in (
        ("real", [r for r in rows if not r[0].startswith("gen:")]),
        ("generated", [r for r in rows if r[0].startswith("gen:")]),
    ):
        cases = texts.cases(chosen)
        answers, seconds, size = screened(bench, cases, scratch)
        p, r, f, mentions = texts.measure(cases, answers)
        print(f"{title}, {len(cases):,} texts | P | R | F1\n--- | --- | --- | ---")
        print(f"Names | {p:.3f} | {r:.3f} | **{f:.3f}**")
        labels = [c.same for c in cases]
        for name, measure in measures.items():
            scores = [measure(peers.latin(c.asked), peers.latin(c.text)) / 100 for c in cases]
            print(f"{name}, best threshold, place not asked | {' | '.join(f'{v:.3f}' for v in pairs.best(scores, labels)[:3])}")
        print(f"\nmentions found {mentions:.3f}; {size / seconds / 1e6:.2f} MB of text a CPU second\n")
        if title == "real":
            cases = texts.spelling_cases(chosen)
            p, r, f = texts.by_mention(cases, screened(bench, cases, scratch)[0])
            print(f"other spellings beside a sure one, {len(cases)} texts, by mention: P {p:.3f}, R {r:.3f}, F1 {f:.3f}\n")


def screened(bench, cases, scratch):
    path = os.path.join(scratch, "texts.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"list": [c.asked], "text": c.text}, ensure_ascii=False) + "\n" for c in cases)
    lines = [json.loads(line) for line in programs.run([bench, "names-text", "--cases", path])[0].split("\n")[:-1]]
    return lines[:-1], lines[-1]["seconds"], lines[-1]["bytes"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", help="labelled pairs; without them only search is measured")
    parser.add_argument("--lifeboat", required=True, help="the built command")
    parser.add_argument("--bench", required=True, help="the built lifeboat-bench")
    parser.add_argument("--names", type=int, nargs="*", default=[100_000, 1_000_000], help="sizes of the lists to search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-peers", action="store_true")
    arguments = parser.parse_args()
    rows = pairs.read(arguments.pairs) if arguments.pairs else []
    scorers = {} if arguments.without_peers else peers.pair_scorers()
    rates = pairs.report(arguments.lifeboat, rows, scorers) if rows else {}
    with tempfile.TemporaryDirectory() as scratch:
        if rows:
            text_report(arguments.bench, rows, scratch)
        for count in arguments.names:
            searching.report(arguments.bench, count, rows, arguments.seed, scratch, rates, not arguments.without_peers)


if __name__ == "__main__":
    main()
