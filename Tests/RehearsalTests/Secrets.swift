// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Desk
import LifeboatTestSupport

/// What people wrote, cut into words, so that any of it is found again on a page.
struct Phrase: Hashable, CustomStringConvertible {
    /// Fewer words of a long text occur by chance; a page may break it off after more.
    static let length = 4

    /// A word that nobody writes: nothing that reaches over it is one text.
    static let boundary = "q0q0q"

    let words: [Substring]

    var description: String { words.joined(separator: " ") }

    /// What would betray the text: all runs of so many words of it, or the whole of one that is as short as names are.
    static func all(in text: some StringProtocol) -> [Phrase] {
        let words = words(of: text)
        guard words.count > length else {
            return [Phrase(words: words)].filter(\.isOfWords)
        }
        return (0...words.count - length).map { Phrase(words: Array(words[$0..<$0 + length])) }.filter(\.isOfWords)
    }

    /// All runs of words that are one shorter.
    static func pieces(of text: some StringProtocol) -> Set<String> {
        let words = words(of: text)
        guard words.count >= length else { return [] }
        return Set((0...words.count - length + 1).map { words[$0..<$0 + length - 1].joined(separator: " ") })
    }

    /// Times, sums and fingerprints are not what a person wrote; a group of a fingerprint may have no digit in it.
    private var isOfWords: Bool {
        words.contains { $0.allSatisfy(\.isLetter) && $0.count > 3 && !$0.allSatisfy(\.isHexDigit) }
    }

    /// Whatever is no letter and no digit parts words.
    static func words(of text: some StringProtocol) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
}

/// Phrases to look for.
struct Phrases {
    private let byFirstWord: [Substring: [Phrase]]

    init(_ phrases: some Sequence<Phrase>) {
        byFirstWord = Dictionary(grouping: phrases) { $0.words.first ?? "" }
    }

    /// Those that stand in the text.
    func found(in text: String) -> Set<Phrase> {
        let words = Phrase.words(of: text)
        var found: Set<Phrase> = []
        for place in words.indices {
            for phrase in byFirstWord[words[place]] ?? [] where words[place...].starts(with: phrase.words) {
                found.insert(phrase)
            }
        }
        return found
    }
}

/// What one desk can read, by where it stands.
struct Readable {
    /// What was written into each part, as the ledger holds it: whatever field it stands in, it is here.
    private(set) var parts: [ID<Compartment>: Set<Phrase>] = [:]
    /// Of which case a part is, and who ever held it or wrote in it.
    struct Insiders {
        let `case`: ID<Case>
        let people: Set<ID<Member>>
    }

    private(set) var insiders: [ID<Compartment>: Insiders] = [:]
    /// Whom the parts of a case name that can be read here: who holds them, who wrote in them, and whom what stands in them is about.
    private(set) var named: [ID<Case>: Set<ID<Member>>] = [:]
    /// What the intake holds.
    private(set) var intake: Set<Phrase> = []
    /// All of it, one after the other.
    private(set) var text = ""

    init(_ state: CaseworkState) throws {
        // Who works here, and for whom, is known to all.
        for member in state.members.values { text += "\(member.name) \(Phrase.boundary) " }
        for part in state.cases.flatMap(\.parts) {
            var phrases: Set<Phrase> = []
            let people = Set(part.access.holdings.map(\.member) + part.log.map(\.author))
            named[part.case, default: []].formUnion(state.strayedKeys(of: part).map(\.member))
            insiders[part.compartment] = Insiders(case: part.case, people: people)
            named[part.case, default: []].formUnion(people)
            for item in part.log {
                let bytes = try item.event.encoded()
                for member in state.members.values
                where bytes.contains(subsequence: member.id.bytes)
                    || bytes.contains(subsequence: Array(member.name.utf8))
                {
                    named[part.case, default: []].insert(member.id)
                }
                for text in Self.texts(in: bytes) {
                    phrases.formUnion(Phrase.all(in: text))
                    // The byte before a text is the end of its length, and may look like its first letter.
                    self.text += "\(text) \(Phrase.boundary) \(text.dropFirst()) \(Phrase.boundary) "
                }
            }
            parts[part.compartment] = phrases
        }
        for item in state.requests.flatMap(\.timeline) {
            let texts: [String] =
                switch item.content {
                case .message(let message):
                    [message.body, message.safeContact] + message.files.map(\.name)
                case .reply(_, let body, let files): [body] + files.map(\.name)
                case .stepped(.referralOffered(let partner, let consent), _, _, let note): [partner, consent, note]
                case .note(let text), .moved(_, _, _, let text), .stepped(_, _, _, let text): [text]
                case .opened, .reopened: []
                }
            for text in texts {
                intake.formUnion(Phrase.all(in: text))
                self.text += text + " \(Phrase.boundary) "
            }
        }
    }

    /// Bytes that may stand in a text, in runs that are one: lengths and numbers stand between them.
    private static func texts(in bytes: [UInt8]) -> [String] {
        bytes.split { $0 < 0x20 && $0 != 0x0A }.filter { $0.count >= 8 }.map { String(decoding: $0, as: UTF8.self) }
    }
}
