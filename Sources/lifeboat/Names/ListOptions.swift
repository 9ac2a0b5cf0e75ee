// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import Names

/// Exit statuses that scripts may rely on; 0 and 1 say whether anybody was found.
enum NamesExit {
    static let hits = ExitCode(1)
    static let unreadable = ExitCode(65)
    static let unwritable = ExitCode(74)
}

/// The list to screen against, and what its publisher says of it.
struct ListOptions: ParsableArguments {
    @Option(
        help:
            "A list of people: FollowTheMoney JSON lines, CSV, an OFAC table, or one name a line; - reads standard input."
    )
    var list: String

    @Option(
        help: """
            How the list is written: ftm, table, ofac or plain. Without it the first lines tell, and a table without a \
            known column of names is refused.
            """)
    var listForm: ListFormOption?

    @Option(help: "Where the list comes from; the file's name otherwise.")
    var source: String?

    @Option(help: "The day the list speaks of, YYYY-MM-DD. A list older than 30 days is called stale.")
    var listDate: String?

    @Option(help: "The licence of the list.")
    var listLicence: String?

    func validate() throws {
        guard let listDate else { return }
        guard let day = CalendarDay(listDate) else {
            throw ValidationError("--list-date is not a day: \(listDate). Write it as 2026-03-01.")
        }
        // Where it is tomorrow already, lists are of tomorrow.
        guard day.dayNumber <= Today.day.dayNumber + 1 else {
            throw ValidationError("--list-date has not come yet: \(listDate).")
        }
    }

    /// The list; broken rows are told on standard error and the rest is used.
    func read() throws -> WatchList {
        let about = WatchList.About(
            source: source
                ?? (list == InputFile.standardInput
                    ? "standard input" : URL(fileURLWithPath: list).lastPathComponent),
            date: listDate.flatMap { CalendarDay($0) }, licence: listLicence)
        let bytes = try InputFile.bytes(of: list, atMost: ListReader.maximumByteCount, called: "two gigabytes")
        do throws(WatchListError) {
            let watchList = try ListReader.read(bytes, about: about, form: listForm?.form)
            for problem in watchList.problems {
                Self.warn("\(list):\(problem.line): left out: \(Self.words(problem.reason))")
            }
            let untold = watchList.problemCount - watchList.problems.count
            if untold > 0 { Self.warn("\(list): left out: \(untold) more") }
            return watchList
        } catch {
            for line in Self.words(error) { Self.warn("\(list): \(line)") }
            throw NamesExit.unreadable
        }
    }

    /// One line on standard error; what it quotes of a list or a path cannot make another of it.
    static func warn(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data((PlainText.onOneLine(line) + "\n").utf8))
    }

    private static func words(_ reason: WatchList.Problem.Reason) -> String {
        switch reason {
        case .notText: "not UTF-8"
        case .notJSON: "not JSON"
        case .noName: "no name"
        case .unclosedQuote: "a quotation mark is left open"
        case .tooLong: "too long"
        case .tooManyColumns: "a wrong number of columns"
        case .tooManyNames: "too many names for one person"
        }
    }

    private static func words(_ error: WatchListError) -> [String] {
        switch error {
        case .noEntries(nil): ["no names found"]
        case .noEntries(let problem?): ["no names found; line \(problem.line): \(words(problem.reason))"]
        case .notText: ["not UTF-8; save it as UTF-8, and read it again"]
        case .markup: ["a web page or XML, and no list; save it as CSV or as plain text, and read it again"]
        case .tooLong: ["longer than two gigabytes"]
        case .noNameColumn(let heading):
            [
                "a table without a column of names; its first row says: \(heading.joined(separator: ", "))",
                "columns of names are called: \(ListReader.nameColumns.joined(separator: ", "))",
                "hint: rename the column, or read each line as a name with --list-form plain",
            ]
        }
    }
}

/// How a list is written, as an option.
enum ListFormOption: String, ExpressibleByArgument, CaseIterable {
    case ftm, table, ofac, plain

    var form: ListReader.Form {
        switch self {
        case .ftm: .followTheMoney
        case .table: .table
        case .ofac: .ofac
        case .plain: .plain
        }
    }
}

/// The language of explanations, as an option.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
    case en, ru

    var language: ExplanationLanguage {
        switch self {
        case .en: .english
        case .ru: .russian
        }
    }
}

/// Today in UTC, for the age of a list.
enum Today {
    static var day: CalendarDay { CalendarDay(dayNumber: Int(Date().timeIntervalSince1970 / 86_400)) }
}
