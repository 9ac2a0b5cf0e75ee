// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Synchronization

/// Words that a list of requests is narrowed to, in memory only: an address would carry them to the browser's disk. It carries a number
/// instead, which means nothing once the desk is locked.
final class FoundWords: Sendable {
    /// Of lists that are open at the same time; the oldest goes.
    private static let mostWords = 32
    static let mostLetters = 200

    private struct Entry {
        let name: String
        let text: String
        /// Where they were found, as long as nothing has changed.
        var found: (fingerprint: Int, requests: Set<ID<Request>>)?
    }

    private let entries = Mutex<[Entry]>([])

    /// Nil for what is no number of ours.
    static func name(_ text: String) -> String? {
        Hex.decode(text)?.count == 8 && text == text.lowercased() ? text : nil
    }

    /// The number by which they are found again.
    func put(_ text: String) -> String {
        entries.withLock { entries in
            if let known = entries.first(where: { $0.text == text }) { return known.name }
            var generator = SystemRandomNumberGenerator()
            let name = Hex.encode((0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) })
            entries.append(Entry(name: name, text: text))
            if entries.count > Self.mostWords { entries.removeFirst() }
            return name
        }
    }

    subscript(name: String) -> String? { entries.withLock { $0.first { $0.name == name }?.text } }

    func found(_ name: String, in fingerprint: Int) -> Set<ID<Request>>? {
        entries.withLock { entries in
            entries.first { $0.name == name }?.found.flatMap { $0.fingerprint == fingerprint ? $0.requests : nil }
        }
    }

    func note(_ requests: Set<ID<Request>>, for name: String, in fingerprint: Int) {
        entries.withLock { entries in
            guard let place = entries.firstIndex(where: { $0.name == name }) else { return }
            entries[place].found = (fingerprint, requests)
        }
    }

    func forget() { entries.withLock { $0 = [] } }
}
