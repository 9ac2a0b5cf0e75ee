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
            NAME is a name in any spelling; if a file of that name exists, its text is searched for the people
            of the list instead. Exit status: 0 nobody found, 1 somebody found, 64 wrong usage, 65 the list or
            the text cannot be read. Nobody found proves nothing: people stand on lists under other names.
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
    }

    func run() throws {
        let list = try options.read()
        let report = ScreenReport(list: list, today: Today.day, language: language.language, isJSON: json)
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: subject, isDirectory: &isDirectory)
        let isFile = exists && !isDirectory.boolValue
        let lines = isFile ? try screenText(list, report) : screenName(list, report)
        for line in report.heading + lines { print(line) }
        if lines.isEmpty {
            if !json { print(report.nobody) }
        } else {
            throw NamesExit.hits
        }
    }

    private func screenName(_ list: WatchList, _ report: ScreenReport) -> [String] {
        var searcher = NameSearcher(list.index())
        return searcher.search(subject, count: top).map { report.line($0) }
    }

    private func screenText(_ list: WatchList, _ report: ScreenReport) throws -> [String] {
        guard let text = String(validating: try ListOptions.bytes(of: subject), as: UTF8.self) else {
            ListOptions.warn("\(subject): not UTF-8")
            throw NamesExit.unreadable
        }
        var screener = TextScreener(list.index())
        return screener.screen(text).map { report.line($0) }
    }
}
