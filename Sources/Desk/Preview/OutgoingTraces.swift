// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages
import Pixels

/// What a file on its way out tells beside what is to be seen, found while its bytes go by.
struct OutgoingTraces: Sendable {
    private var search = TraceSearch()
    private var isUnread = false

    mutating func add(_ piece: [UInt8]) { search.add(piece) }

    /// Of what could not be read to the end nothing is claimed.
    /// Beside whoever asks: it may take seconds.
    @concurrent
    func found() async -> FileTraces { isUnread ? FileTraces(look: .none) : search.found }

    /// Of a file of the case.
    init(of file: FileReference, reading work: any DeskWork) async {
        self.init()
        do {
            for try await piece in try await work.read(file) {
                add(piece)
                guard search.looksOn else { return }
            }
        } catch {
            isUnread = true
        }
    }

    init() {}
}

/// Files that tell more than is to be seen on them, or were not looked at for that: what is not named here was looked at, and nothing was found.
struct TellingFiles: Sendable {
    private(set) var files: [(name: String, traces: FileTraces)] = []

    var isEmpty: Bool { files.isEmpty }

    mutating func add(_ name: String, _ traces: FileTraces) {
        if !traces.isQuiet { files.append((SafeText.fileName(name), traces)) }
    }

    /// Each with what it tells, and never what that is.
    func lines(_ words: Catalogue) -> [String] { files.map { "\($0.name): \(words.text(of: $0.traces))" } }
}

extension Catalogue {
    /// What a file tells, without telling it, and what of it was not looked at.
    func text(of traces: FileTraces) -> String {
        let found: String? =
            switch (traces.holdsPlace, traces.holdsDevice) {
            case (true, true): text("traces.both")
            case (true, false): text("traces.place")
            case (false, true): text("traces.device")
            case (false, false): nil
            }
        let remarks = traces.holdsWords ? text("traces.words") : nil
        let look: String? =
            switch traces.look {
            case .whole: nil
            case .part: text("traces.part")
            case .none: text("traces.not-looked")
            }
        return [found, remarks, look].compactMap(\.self).joined(separator: " ")
    }
}
