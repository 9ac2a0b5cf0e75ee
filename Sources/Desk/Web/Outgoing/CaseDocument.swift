// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Foundation
import Languages

/// `case.json` of an exported case: every entry of its parts with author and time, as it was signed, field by field and in words. Its
/// form is documented in docs/protocol.md, section 9.1; a reader that finds another version has to ask.
struct CaseDocument: Encodable {
    struct Organisation: Encodable {
        let name: String
        let fingerprint: String
        /// Missing in live work.
        let rehearsal: Bool?
    }

    struct Export: Encodable {
        let at: String
        let by: String
        let to: String
        let why: String
        let language: String
    }

    struct Person: Encodable {
        let id: String
        let name: String
    }

    struct Device: Encodable {
        let id: String
        let member: String
        /// Ed25519; checks the entries of this device.
        let verificationKey: String
    }

    struct Part: Encodable {
        let id: String
        let kind: String
        let heading: String
        let entries: [Entry]
    }

    struct Entry: Encodable {
        let id: String
        let sequence: UInt64
        let at: String
        let author: String
        let device: String
        let event: Content
        /// What a colleague would say that happened, in the language of the export.
        let text: String
        let said: String?
        /// As it was signed, base64; nil where a conversation's key stands in it.
        let signed: String?
    }

    struct Content: Encodable {
        /// Four hexadecimal digits.
        let kind: String
        let fields: [Value]
    }

    struct File: Encodable {
        /// Below `data/`; nil where the file could not be fetched.
        let path: String?
        let name: String
        let mediaType: String
        let byteCount: UInt64
        /// SHA-256 of the ciphertext, by which entries name it.
        let blob: String
    }

    enum Value: Encodable {
        case plain(EventValue)

        func encode(to encoder: any Encoder) throws {
            guard case .plain(let value) = self else { return }
            switch value {
            case .event(let event):
                try Content(event).encode(to: encoder)
            case .bytes(let bytes):
                try ["hex": Hex.encode(bytes)].encode(to: encoder)
            case .number(let number):
                var container = encoder.singleValueContainer()
                try container.encode(number)
            case .text(let text):
                var container = encoder.singleValueContainer()
                try container.encode(text)
            case .withheld:
                var container = encoder.singleValueContainer()
                try container.encodeNil()
            }
        }
    }

    let format = "lifeboat-case"
    let version = 1
    let id: String
    let organisation: Organisation
    let export: Export
    let members: [Person]
    let devices: [Device]
    let parts: [Part]
    let files: [File]

    init(
        _ order: ExportOrder, signed: [ID<Casework.Entry>: [UInt8]], files: [File], fingerprint: String,
        _ scene: CaseScene
    ) {
        let (record, state, words) = (scene.record, scene.state, scene.words)
        id = record.id.hex
        organisation = Organisation(
            name: state.organisation?.name ?? "", fingerprint: fingerprint,
            rehearsal: state.organisation?.isRehearsal == true ? true : nil)
        export = Export(
            at: LocalTime.machineText(second: scene.now), by: scene.me?.hex ?? "", to: order.recipientName,
            why: order.why, language: words.language.tag)
        let logs = order.parts.flatMap { order.log(of: $0) }
        let writing = Set(logs.map(\.device))
        devices = state.devices.filter { writing.contains($0.key) }.sorted { $0.key < $1.key }.map { id, record in
            Device(id: id.hex, member: record.member.hex, verificationKey: Hex.encode(record.verificationKey))
        }
        let people = Set(logs.map(\.author)).union([scene.me].compactMap(\.self))
        members = people.sorted().map { Person(id: $0.hex, name: scene.plainName($0)) }
        parts = order.parts.map { part in
            Part(
                id: part.compartment.hex, kind: part.kind.nameForOthers,
                heading: words.name(of: part, among: order.parts),
                entries: order.log(of: part).map { Entry($0, signed: signed[$0.entry], scene) })
        }
        self.files = files
    }

    /// UTF-8, keys in order, so that two exports can be compared line by line.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension CaseDocument.Entry {
    fileprivate init(_ item: LogItem, signed: [UInt8]?, _ scene: CaseScene) {
        let sentence = HistorySentence(item, scene)
        id = item.entry.hex
        sequence = item.sequence
        at = LocalTime.machineText(second: item.recordedAt)
        author = item.author.hex
        device = item.device.hex
        event = CaseDocument.Content(item.event)
        text = sentence.text
        said = sentence.said.isEmpty ? nil : sentence.said
        self.signed = item.event.holdsConversationKey ? nil : signed.map { Data($0).base64EncodedString() }
    }
}

extension CaseDocument.Content {
    fileprivate init(_ event: Event) {
        let digits = String(event.kindValue, radix: 16, uppercase: true)
        kind = String(repeating: "0", count: 4 - digits.count) + digits
        fields = (event.values ?? []).map(CaseDocument.Value.plain)
    }
}

extension CompartmentKind {
    /// For programs of other people; never changes.
    var nameForOthers: String {
        switch self {
        case .conversation: "conversation"
        case .identity: "identity"
        case .whereabouts: "whereabouts"
        case .evidence: "evidence"
        case .legal: "legal"
        case .casework: "casework"
        }
    }
}
