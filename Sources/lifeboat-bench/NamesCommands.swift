// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation
import Glibc
import Names

/// Builds the index of a list as the program does and leaves it in a file, in the clear: for lists that are made up.
struct NamesBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names-build", abstract: "Read a list of names and build its index; CPU time and memory.")

    @Option(help: "A list that lifeboat reads.") var list: String
    @Option(help: "Where the index is written, readable by its owner alone.") var index: String

    private struct Report: Encodable {
        var people: Int
        var names: Int
        var readSeconds: Double
        var buildSeconds: Double
        var indexMebibytes: Double
        var peakMebibytes: Double
    }

    func run() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: list)))
        let start = ProcessorTime.now
        let people = try ListReader.read(bytes, about: WatchList.About(source: list))
        let read = ProcessorTime.now
        let built = people.index()
        let end = ProcessorTime.now
        let peak = Resident.peakMebibytes
        let file = built.bytes
        guard
            FileManager.default.createFile(atPath: index, contents: Data(file), attributes: [.posixPermissions: 0o600])
        else { throw ValidationError("No file can be made at '\(index)'.") }
        try Line.print(
            Report(
                people: people.entries.count, names: built.count, readSeconds: read - start, buildSeconds: end - read,
                indexMebibytes: Double(file.count) / 1_048_576, peakMebibytes: peak))
    }
}

/// Opens a prebuilt index and asks it, one question a line; a line of JSON for each, and one for the whole.
struct NamesSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names-search", abstract: "Search a prebuilt index; CPU time of each question, memory of all.")

    @Option(help: "A file that names-build made.") var index: String
    @Option(help: "One name a line.") var queries: String
    @Option(help: "Hits for each name.") var top = 10
    @Option(help: "Leave out hits with a lower score.") var threshold = 0.0

    private struct Answer: Encodable {
        var milliseconds: Double
        var entries: [UInt32]
        var scores: [Double]
    }

    private struct Report: Encodable {
        var openMilliseconds: Double
        var peakMebibytes: Double
    }

    func run() throws {
        let asked = String(decoding: try Data(contentsOf: URL(filePath: queries)), as: UTF8.self)
            .split(separator: "\n")
        let start = ProcessorTime.now
        var searcher = NameSearcher(try MappedIndex.open(index))
        let open = (ProcessorTime.now - start) * 1_000
        var answers: [Answer] = []
        for name in asked {
            let before = ProcessorTime.now
            let hits = searcher.search(String(name), count: top, threshold: threshold)
            answers.append(
                Answer(
                    milliseconds: (ProcessorTime.now - before) * 1_000, entries: hits.map(\.entry),
                    scores: hits.map(\.comparison.score)))
        }
        let peak = Resident.peakMebibytes
        for answer in answers { try Line.print(answer) }
        try Line.print(Report(openMilliseconds: open, peakMebibytes: peak))
    }
}

/// Screens texts, each for a list of its own: lines of JSON in (`list`, `text`) and out (byte ranges of the hits).
struct NamesTextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names-text", abstract: "Screen many texts; where the hits are, and CPU time.")

    @Option(help: "Lines of JSON: the names to look for, and the text.") var cases: String

    private struct Case: Decodable {
        var list: [String]
        var text: String
    }

    private struct Report: Encodable {
        var seconds: Double
        var bytes: Int
    }

    func run() throws {
        let lines = try Data(contentsOf: URL(filePath: cases)).split(separator: UInt8(ascii: "\n"))
        var seconds = 0.0
        var bytes = 0
        for line in lines {
            let one = try JSONDecoder().decode(Case.self, from: line)
            let start = ProcessorTime.now
            var builder = NameIndexBuilder()
            for (number, name) in one.list.enumerated() { builder.add(name, entry: UInt32(number)) }
            var screener = TextScreener(builder.finish())
            let hits = screener.screen(one.text)
            seconds += ProcessorTime.now - start
            bytes += one.text.utf8.count
            try Line.print(hits.map { [$0.place.byteRange.lowerBound, $0.place.byteRange.upperBound] })
        }
        try Line.print(Report(seconds: seconds, bytes: bytes))
    }
}

/// Screens one text against a whole prebuilt index.
struct NamesScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names-screen", abstract: "Screen a text against a prebuilt index; CPU time, hits and memory.")

    @Option(help: "A file that names-build made.") var index: String
    @Option(help: "A text in UTF-8.") var text: String

    private struct Report: Encodable {
        var seconds: Double
        var hits: Int
        var crowded: Int
        var isCut: Bool
        var peakMebibytes: Double
    }

    func run() throws {
        let words = String(decoding: try Data(contentsOf: URL(filePath: text)), as: UTF8.self)
        var screener = TextScreener(try MappedIndex.open(index))
        let start = ProcessorTime.now
        let hits = screener.screen(words)
        let seconds = ProcessorTime.now - start
        try Line.print(
            Report(
                seconds: seconds, hits: hits.count, crowded: screener.gaps.crowdedWords.count,
                isCut: screener.gaps.isCut, peakMebibytes: Resident.peakMebibytes))
    }
}

/// A line of JSON on standard output.
private enum Line {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// CPU seconds that this process has used, in all its threads.
private enum ProcessorTime {
    static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

private enum Resident {
    /// The most memory of this process that was resident at once, mapped files included.
    static var peakMebibytes: Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
    }
}

/// An index file in place.
private enum MappedIndex {
    static func open(_ path: String) throws -> NameIndex {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ValidationError("There is no file '\(path)'.") }
        defer { close(descriptor) }
        let count = Int(lseek(descriptor, 0, SEEK_END))
        guard count > 0, let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe start != MAP_FAILED
        else { throw ValidationError("'\(path)' cannot be mapped.") }
        return try unsafe NameIndex(unsafeMapping: UnsafeRawBufferPointer(start: start, count: count)) { bytes in
            _ = unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
    }
}
