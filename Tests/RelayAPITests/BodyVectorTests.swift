// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Foundation
import HTTPTypes
import RelayAPI
import Testing

/// The bodies of docs/protocol.md, section 8, written by a second implementation.
@Suite struct BodyVectorTests {
    struct Bodies: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let sequence: UInt64
            let hour: UInt32
            let envelope: String
        }
        struct Leaf: Decodable, Sendable {
            let sequence: UInt64
            let leaf: String
            let entry: String?
        }
        struct Refused: Decodable, Sendable { let what, form, body: String }
        struct Refusal: Decodable, Sendable {
            let name, document: String
            let limit: UInt64?
        }

        let intake: [Item]
        let ledger: [Leaf]
        let numbers: [UInt64]
        let receiptSequences: [UInt64]
        let names, entries: [String]
        let slots: [String?]
        let note, ticket, uploadPath: String
        let lastIntake, ledgerSize: UInt64
        let intakeBody, ledgerBody, numbersBody, namesBody, entriesBody, slotsBody, receiptBody, talliesBody: String
        let refused: [Refused]
        let problems: [Refusal]
    }

    private let bodies: Bodies

    init() throws { bodies = try vector("bodies.json") }

    @Test func `pages of the drawers`() throws {
        let intake = try bodies.intake.map {
            IntakeItem(sequence: $0.sequence, hour: $0.hour, envelope: try bytes($0.envelope))
        }
        #expect(try WireForms.intake(bytes(bodies.intakeBody), limit: intake.count) == intake)
        #expect(try WireForms.encode(intake: intake) == bytes(bodies.intakeBody))
        let ledger = try bodies.ledger.map {
            LedgerItem(sequence: $0.sequence, leaf: try bytes($0.leaf), payload: try $0.entry.map { try bytes($0) })
        }
        #expect(try WireForms.ledger(bytes(bodies.ledgerBody), limit: ledger.count) == ledger)
        #expect(try WireForms.encode(ledger: ledger) == bytes(bodies.ledgerBody))
        let slots = try bodies.slots.map { try $0.map { try bytes($0) } }
        #expect(try WireForms.slots(bytes(bodies.slotsBody), count: slots.count) == slots)
        #expect(try WireForms.encode(slots: slots) == bytes(bodies.slotsBody))
    }

    @Test func `what is asked for and written`() throws {
        #expect(try WireForms.numbers(bytes(bodies.numbersBody), limit: 9) == bodies.numbers)
        #expect(try WireForms.encode(numbers: bodies.numbers) == bytes(bodies.numbersBody))
        let names = try bodies.names.map { try #require(RelayName(hex: $0)) }
        #expect(names.count == 16)
        #expect(try WireForms.names(bytes(bodies.namesBody), limit: 16) == names)
        #expect(try WireForms.encode(names: names) == bytes(bodies.namesBody))
        let entries = try bodies.entries.map { try bytes($0) }
        #expect(try WireForms.entries(bytes(bodies.entriesBody), limit: 9) == entries)
        #expect(try WireForms.encode(entries: entries) == bytes(bodies.entriesBody))
    }

    @Test func `receipts, tallies and uploads`() throws {
        let receipt = AppendReceipt(sequences: bodies.receiptSequences, note: bodies.note)
        #expect(try WireForms.receipt(bytes(bodies.receiptBody), count: receipt.sequences.count) == receipt)
        #expect(try WireForms.encode(receipt) == bytes(bodies.receiptBody))
        let tallies = Tallies(lastIntake: bodies.lastIntake, ledgerSize: bodies.ledgerSize)
        #expect(try WireForms.tallies(bytes(bodies.talliesBody)) == tallies)
        #expect(try WireForms.encode(tallies) == bytes(bodies.talliesBody))
        let ticket = try #require(UploadTicket(try bytes(bodies.ticket)))
        #expect(Route.upload(ticket).path == bodies.uploadPath)
    }

    @Test func `what is not such a body is refused`() throws {
        #expect(bodies.refused.count > 15)
        for row in bodies.refused {
            let body = try bytes(row.body)
            #expect(throws: ByteReaderError.self, "\(row.form): \(row.what)") {
                switch row.form {
                case "intake": _ = try WireForms.intake(body, limit: 9)
                case "ledger": _ = try WireForms.ledger(body, limit: 9)
                case "slots": _ = try WireForms.slots(body, count: 2)
                case "numbers": _ = try WireForms.numbers(body, limit: 9)
                case "names": _ = try WireForms.names(body, limit: 16)
                case "entries": _ = try WireForms.entries(body, limit: 9)
                case "receipt": _ = try WireForms.receipt(body, count: 2)
                case "tallies": _ = try WireForms.tallies(body)
                default: Issue.record("an unknown form: \(row.form)")
                }
            }
        }
    }

    @Test func `refusals are problem documents`() throws {
        for row in bodies.problems {
            let document = try #require(ProblemDocument(parsing: Array(row.document.utf8)), "\(row.name)")
            #expect(document.name == row.name && document.limit == row.limit)
        }
        let all: [Problem] = [
            .malformed, .notFound, .methodNotAllowed(allowed: [.get]), .tooLarge(limit: 1_048_576), .wrongSize,
            .tooSlow,
            .notAuthorised, .clock, .replayed, .conflict, .wrongOffset(current: 1), .noSuchRange(byteCount: 1),
            .workRequired(try #require(WorkRequest(difficulty: 3, salt: [UInt8](repeating: 0, count: 16)))),
            .busy(retryAfter: 1), .full, .broken,
        ]
        #expect(all.map(\.name) == bodies.problems.map(\.name))
        for (problem, row) in zip(all, bodies.problems) {
            let written = try JSONDecoder().decode(Document.self, from: Data(problem.body.utf8))
            let expected = try JSONDecoder().decode(Document.self, from: Data(row.document.utf8))
            #expect(written == expected && problem.status.code == expected.status, "\(row.name)")
        }
    }

    private struct Document: Decodable, Equatable {
        let type: String
        let status: Int
        let limit: UInt64?
    }
}
