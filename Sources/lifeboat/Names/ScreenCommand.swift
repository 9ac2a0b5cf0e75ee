// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import Names

/// `lifeboat screen NAME|FILE --list FILE`
struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "Look for a person, or for everyone whom a text names, on a list. Nothing leaves this machine.",
        discussion: """
            The subject is a name in any spelling and script; if a file of that name exists, its text is searched for the \
            people of the list instead. The subject - is a text on standard input.

              lifeboat screen "Осечкин Владимир" --list people.csv --list-date 2026-03-01
              lifeboat screen article.txt --list people.csv --json

            Each hit has a score between 0 and 1, what to do with it (match: take it for the same person until somebody \
            has looked; look: somebody should look), the name on the list with its line, and why in words. Where a text \
            surely names somebody, its other spellings of them are shown as well, with lower scores. A table is \
            read by its heading (name, aliases, last_name, first_name, birth_date and others); a broken row is told with \
            its line and the rest is used. A text has at most 8 MiB.

            Exit status: 0 nobody found, 1 somebody found, 64 wrong usage, 65 the list or the text cannot be read, 74 the \
            answer cannot be written. Nobody found proves nothing: people stand on lists under other names, and lists are late.
            """)

    @Argument(help: "A name, or a text file.")
    var subject: String

    @OptionGroup var options: ListOptions

    @Option(help: "How many hits to show for a name.")
    var top = 20

    @Option(help: "The language of the explanations: en or ru.")
    var language = LanguageOption.en

    @Flag(help: "One JSON object a line: first the list, then the hits.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(top) else { throw ValidationError("--top is a number from 1 to 10000.") }
        guard subject != InputFile.standardInput || options.list != InputFile.standardInput else {
            throw ValidationError("Standard input cannot be the text and the list.")
        }
        guard subject == InputFile.standardInput || subject.unicodeScalars.contains(where: \.properties.isAlphabetic)
        else {
            throw ValidationError("There is no name in '\(subject)'.")
        }
    }

    func run() throws {
        let isFile = try isFile()
        let list = try options.read()
        let report = ScreenReport(
            list: list, today: Today.day, language: language.language, isJSON: json,
            isColoured: !json && Colours.isColoured)
        let lines = isFile ? try screenText(list, report) : screenName(list, report)
        var output = LineOutput()
        for line in report.heading + lines { output.write(line) }
        if lines.isEmpty, !json { output.write(report.nobody) }
        output.flush()
        if !lines.isEmpty { throw NamesExit.hits }
    }

    /// A path that was mistyped must not be searched as a name: nobody is called so, and nobody would be found.
    private func isFile() throws -> Bool {
        if subject == InputFile.standardInput { return true }
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: subject, isDirectory: &isDirectory)
        if exists, !isDirectory.boolValue { return true }
        guard subject.contains("/") || Self.hasSuffix(subject) else { return false }
        ListOptions.warn("\(subject): \(exists ? "a folder" : "no such file"), and no name")
        throw NamesExit.unreadable
    }

    /// As `article.txt` and no name has.
    private static func hasSuffix(_ subject: String) -> Bool {
        suffixes.contains { subject.lowercased().hasSuffix(".\($0)") }
    }

    private static let suffixes = [
        "txt", "text", "md", "htm", "html", "xml", "csv", "tsv", "json", "jsonl", "log", "eml", "rtf", "doc", "docx",
        "odt", "pdf",
    ]

    private func screenName(_ list: WatchList, _ report: ScreenReport) -> [String] {
        var searcher = NameSearcher(list.index())
        return searcher.search(subject, count: top).map { report.line($0) }
    }

    private func screenText(_ list: WatchList, _ report: ScreenReport) throws -> [String] {
        let bytes = try InputFile.bytes(
            of: subject, atMost: TextScreener.maximumByteCount,
            called: "\(TextScreener.maximumByteCount >> 20) MiB: cut it, and search the parts")
        guard !TextBytes.showOtherEncoding(bytes), let text = String(validating: bytes, as: UTF8.self) else {
            ListOptions.warn("\(subject): not UTF-8")
            throw NamesExit.unreadable
        }
        var screener = TextScreener(list.index())
        let hits = screener.screen(text)
        for word in screener.gaps.crowdedWords {
            ListOptions.warn(
                "\(subject): \(word): the list has so many people of such a surname that not all are shown")
        }
        return hits.map { report.line($0) }
    }
}
