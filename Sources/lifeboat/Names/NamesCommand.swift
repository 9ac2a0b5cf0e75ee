// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CLinux
import Foundation
import Names

/// `lifeboat names score` and `lifeboat names search`: for pipelines.
struct NamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Compare and search names in bulk. Nothing leaves this machine.",
        subcommands: [Score.self, Search.self])

    struct Score: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read NAME TAB NAME lines; write SCORE TAB EXPLANATION lines in the same order.",
            discussion: """
                  printf 'Осечкин Владимир\\tVladimir Osetškin\\n' | lifeboat names score

                The score is between 0 and 1 and never 1; from 0.85 a pair is a match, from 0.5 somebody should look. A \
                line without a tab gets an empty score and says so. Output is written in large pieces: close the input \
                to see the end of it. Exit status: 0, 64 wrong usage, 65 the input cannot be read, 74 the output cannot be written.
                """)

        @Option(help: "The language of the explanations: en or ru.")
        var language = LanguageOption.en

        func run() throws { try Self.run(language.language) }

        static func run(_ language: ExplanationLanguage) throws -> Never {
            lifeboat_expect_much_memory()
            var lines = PairLines(language: language)
            var input = PieceInput()
            var output = LineOutput()
            while try input.next({ piece in output.write { lines.add(piece, to: &$0) } }) {}
            output.write { lines.finish(to: &$0) }
            output.flush()
            // Not by returning: to give back every word that was read, one by one, would take longer than to write them.
            Foundation.exit(EXIT_SUCCESS)
        }
    }

    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read one name a line; write one JSON object a line with the hits of each.",
            discussion: """
                  lifeboat names search --list people.csv --top 10 < names.txt

                Each answer has the query and its hits, best first: score, band (match, look or clear), the name on the \
                list, its line, identifier and birth date where the list has them, and the reasons. Whoever \
                stands on the list under several names is hit once, by the likest of them. A list that is old or has no \
                date is told on standard error. Of a line 64 KiB are read.

                Exit status: 0 nobody found, 1 somebody found, 64 wrong usage, 65 the list cannot be read, 74 the output cannot be written. Nobody found \
                proves nothing: people stand on lists under other names, and lists are late.
                """)

        @OptionGroup var options: ListOptions

        @Option(help: "How many hits for each name.")
        var top = 10

        @Option(help: "Leave out hits with a lower score.")
        var threshold = Comparison.Band.lookThreshold

        @Option(help: "The language of the explanations: en or ru.")
        var language = LanguageOption.en

        func validate() throws {
            guard (1...10_000).contains(top) else { throw ValidationError("--top is a number from 1 to 10000.") }
            guard options.list != InputFile.standardInput else {
                throw ValidationError("Standard input holds the names: give --list a file.")
            }
            guard (0...1).contains(threshold) else { throw ValidationError("--threshold is a number from 0 to 1.") }
        }

        private struct Answer: Encodable {
            var query: String
            var hits: [ScreenReport.Hit]
        }

        func run() throws {
            let list = try options.read()
            let report = ScreenReport(list: list, today: Today.day, language: language.language, isJSON: true)
            if let doubt = report.doubtOfAge { ListOptions.warn("\(options.list): \(doubt)") }
            var searcher = NameSearcher(list.index())
            var output = LineOutput()
            var hasHits = false
            var input = PieceInput()
            var lines = PieceLines()
            func answer(_ line: String) {
                let hits = searcher.search(line, count: top, threshold: threshold).map {
                    report.row($0.name, $0.entry, $0.comparison)
                }
                hasHits = hasHits || !hits.isEmpty
                output.write(ScreenReport.json(Answer(query: line, hits: hits)))
                output.flush()
            }
            while try input.next({ lines.add($0, answer) }) {}
            lines.finish(answer)
            if hasHits { throw NamesExit.hits }
        }
    }
}
