// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Testing

struct EventCodecTests {
    @Test(arguments: Sample.everyEvent)
    func `every event comes back from its bytes`(event: Event) throws {
        let bytes = try event.encoded()
        #expect(try Event(decoding: bytes) == event)
        #expect(try Event(decoding: bytes).encoded() == bytes)
    }

    @Test func `every kind has a sample`() throws {
        let sampled = try Set(
            Sample.everyEvent.map { event in try event.encoded()[1...2].reduce(0) { $0 << 8 | UInt16($1) } })
        #expect(Set(Event.knownKinds).subtracting(sampled).isEmpty)
        #expect(Set(Event.knownKinds).count == Event.knownKinds.count, "a number is used once")
    }

    @Test(arguments: [
        "Evil\nValid-Until: 2199-01-01", "a\r", "a\tb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b",
        "Evil\u{202E}gpj",
        "a\u{2066}b", "a\u{2069}b", "a\u{200F}b", "a\u{200B}b", "a\u{FEFF}", "a\u{AD}b", "a\u{E0041}b",
    ])
    func `what names something stands on one line, and nothing in it goes unseen`(text: String) throws {
        #expect(!OneLine.holds(text) && OneLine.holds(OneLine.made(of: text)))
        let events: [(Event, EventField)] = [
            (.organisationFounded(name: text, languages: []), .name),
            (.inCompartment(.access(.opened(case: Sample.id(1), kind: .casework, alias: text))), .alias),
            (.inCompartment(.consent(.recallSent(Sample.id(1), bag: Sample.id(2), recipient: text))), .title),
            (.requestStepped(request: Sample.id(1), .referralOffered(partner: text, consent: "да"), note: ""), .title),
        ]
        for (event, field) in events {
            #expect(throws: EventEncodingError.notOneLine(field)) { try event.encoded() }
        }
        // Written by another program, it is no event.
        let plain = String(repeating: "x", count: text.utf8.count)
        let bytes = try Event.organisationFounded(name: plain, languages: []).encoded()
        let place = try #require(bytes.firstRange(of: Array(plain.utf8)))
        let hostile = bytes[..<place.lowerBound] + Array(text.utf8) + bytes[place.upperBound...]
        #expect(throws: EventDecodingError.notOneLine(.name)) { try Event(decoding: Array(hostile)) }
        #expect(throws: Never.self) { try Event.noteAdded(request: Sample.id(1), body: text).encoded() }
    }

    @Test(arguments: [
        "Rowan", "Редакция «Маяк» — Ригa", "אנה כהן", "می\u{200C}خواهم", "क्\u{200D}ष", "葛\u{E0100}", "👩\u{200D}🔬 Lab",
    ])
    func `a name in any script is a line`(text: String) {
        #expect(OneLine.holds(text) && OneLine.made(of: text) == text && OneLine.withoutUnseen(text) == text)
    }

    @Test func `a kind from a newer version is kept byte for byte`() throws {
        let bytes: [UInt8] = [1, 0x40, 0, 0xff, 0xfe]
        let event = try Event(decoding: bytes)
        #expect(event == .unknown(kind: 0x4000, payload: [0xff, 0xfe]))
        #expect(try event.encoded() == bytes)
    }

    /// Judgements and assignments that did not say what they replace.
    @Test(arguments: [0x0201, 0x0202, 0x0401, 0x0402, 0x0403, 0x0B01] as [UInt16])
    func `a number that was given up is no other event's`(kind: UInt16) throws {
        #expect(!Event.knownKinds.contains(kind))
        let event = try Event(decoding: [1, UInt8(kind >> 8), UInt8(kind & 0xFF), 7])
        #expect(event == .unknown(kind: kind, payload: [7]))
    }

    @Test func `an unknown event cannot borrow a known number`() {
        #expect(throws: EventEncodingError.kindIsKnown(5)) { try Event.unknown(kind: 5, payload: []).encoded() }
    }

    @Test func `another version is refused`() {
        #expect(throws: EventDecodingError.unsupportedVersion(2)) { try Event(decoding: [2, 0, 5]) }
    }

    @Test(arguments: Sample.everyEvent.dropLast())
    func `an event cut short or with a byte too many is refused`(event: Event) throws {
        let bytes = try event.encoded()
        #expect(throws: EventDecodingError.self) { try Event(decoding: bytes + [0]) }
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
            #expect(throws: EventDecodingError.self) { try Event(decoding: Array(bytes[..<count])) }
        }
    }

    @Test(arguments: [(3, 0), (3, 7), (6, 0), (6, 99)])
    func `a state or reason out of range is refused`(kind: Int, value: Int) throws {
        var bytes = try Event.requestMoved(request: Sample.id(1), to: .declined, reason: .other, note: "").encoded()
        bytes[19] = kind == 3 ? UInt8(value) : 6
        bytes[20] = kind == 3 ? 0 : UInt8(value)
        if kind == 6, value == 0 {
            #expect(
                try Event(decoding: bytes) == .requestMoved(request: Sample.id(1), to: .declined, reason: nil, note: "")
            )
        } else {
            #expect(throws: EventDecodingError.malformed) { try Event(decoding: bytes) }
        }
    }

    @Test func `a text that is not UTF-8 is refused`() throws {
        var bytes = try Event.noteAdded(request: Sample.id(1), body: "ab").encoded()
        bytes[bytes.count - 1] = 0xff
        #expect(throws: EventDecodingError.malformed) { try Event(decoding: bytes) }
    }

    static let tooLong: [(Event, EventEncodingError)] = [
        (.noteAdded(request: Sample.id(1), body: String(repeating: "я", count: 131_073)), .tooLong(.body)),
        (.organisationFounded(name: String(repeating: "n", count: 513), languages: []), .tooLong(.name)),
        (.organisationFounded(name: "", languages: Array(repeating: "en", count: 256)), .tooLong(.languages)),
        (.organisationFounded(name: "", languages: [String(repeating: "e", count: 36)]), .tooLong(.language)),
        (
            .replySent(
                request: Sample.id(1), number: 1, body: "", files: Array(repeating: Sample.file, count: 256)),
            .tooLong(.files)
        ),
        (.intakeUnreadable(digest: [1]), .wrongSize(.digest)),
        (.unknown(kind: 999, payload: [UInt8](repeating: 0, count: 1_000_000)), .tooLarge),
    ]

    @Test(arguments: tooLong)
    func `what is over a bound has no encoding`(event: Event, error: EventEncodingError) {
        #expect(throws: error) { try event.encoded() }
    }

    @Test func `a length over its bound is refused before it is read`() {
        let head: [UInt8] = [1, 0, 8] + Sample.key(0)[..<16]
        #expect(throws: EventDecodingError.tooLong(.body)) { try Event(decoding: head + [0x7f, 0xff, 0xff, 0xff]) }
        #expect(throws: EventDecodingError.tooLarge) { try Event(decoding: [UInt8](repeating: 1, count: 1_000_001)) }
    }

    @Test(arguments: [UInt64(1), 20_260_101])
    func `a mutated event is refused or canonical`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12_000 {
            guard let event = Sample.everyEvent.randomElement(using: &generator) else { return }
            var bytes = try event.encoded()
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let index = Int.random(in: 0..<min(bytes.count, 80), using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
                }
            }
            guard let read = try? Event(decoding: bytes) else { continue }
            #expect(try read.encoded() == bytes, "seed \(seed)")
        }
    }

    @Test(arguments: Sample.everyEvent)
    func `no kind of printing shows what an event says`(event: Event) {
        var dumped = ""
        dump(event, to: &dumped)
        let shown = "\(event) \(String(reflecting: event)) \(dumped)"
        for secret in ["Помогите", "паспорт", "Мы с вами", "counsel", "Анна", "лесом", "объяснили"] {
            #expect(!shown.contains(secret))
        }
        #expect(!dumped.contains("elements"), "an array inside an event is shown")
        #expect(!shown.unicodeScalars.contains { (0x400...0x52f).contains($0.value) }, "a word of a sample is shown")
    }

    @Test func `printing a whole state shows nothing`() {
        var ledger = Ledger()
        ledger.add(Sample.requestReceived(10, message: 1))
        var dumped = ""
        dump(ledger.state, to: &dumped)
        dump(ledger.state.requests, to: &dumped)
        dump(ledger.state.requests[0].timeline, to: &dumped)
        #expect(!dumped.contains("Помогите") && !dumped.contains("Lifeline") && !dumped.contains("только ночью"))
    }
}
