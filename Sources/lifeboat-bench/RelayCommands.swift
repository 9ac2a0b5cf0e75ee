// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Crypto
import Foundation
import RelayAPI
import RelayConnection

/// What every measurement of a relay needs.
struct RelayOptions: ParsableArguments {
    @Option(help: "The relay's address.") var relay = "http://127.0.0.1:8391"
    @Option(help: "Clients at once, one run for each number.") var clients = [1, 8, 32]
    @Option(help: "Seconds for each run.") var seconds = 5.0

    func client(access: AccessKey? = nil) throws -> RelayClient {
        guard let address = RelayAddress(parsing: relay) else { throw ValidationError("'\(relay)' is no address.") }
        return RelayClient(address: address, access: access)
    }
}

/// New requests as the relay sees them: envelopes of 8 KiB, each acknowledged when it is durable.
struct IntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake", abstract: "Deliver envelopes of 8 KiB.")

    @OptionGroup var options: RelayOptions

    func run() async throws {
        let relay = try options.client()
        for clients in options.clients {
            let result = await Load(clients: clients, seconds: options.seconds).run { _ in
                try await relay.deliver(envelope: RandomBytes.make(8_192))
            }
            print("intake bytes=8192 \(result.line(clients: clients))")
        }
        await relay.shutdown()
    }
}

/// A file of 1 MiB and the envelope that names it, both durable before the acknowledgement.
struct FilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "Upload a blob of 1 MiB and deliver an envelope.")

    @OptionGroup var options: RelayOptions
    @Option(help: "Bytes in each blob.") var bytes = 1 << 20

    func run() async throws {
        let relay = try options.client()
        for clients in options.clients {
            let result = await Load(clients: clients, seconds: options.seconds).run { [bytes] _ in
                let blob = RandomBytes.make(bytes)
                let upload = relay.beginUpload(ticket: RandomBytes.make(32))
                for start in stride(from: 0, to: blob.count, by: 65_536) {
                    try await upload.write(Array(blob[start..<min(start + 65_536, blob.count)]))
                }
                try await upload.finish(expecting: Array(SHA256.hash(data: blob)))
                try await relay.deliver(envelope: RandomBytes.make(8_192))
            }
            print("files bytes=\(bytes) \(result.line(clients: clients))")
        }
        await relay.shutdown()
    }
}

/// Fetching a reply among many: fills slots as a device, then asks as a visitor's side does.
struct SlotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slots", abstract: "Fetch sixteen names, one of them real, among many waiting replies.")

    @OptionGroup var options: RelayOptions
    @Option(help: "A file with the enrolment token of a relay without devices.") var enrolmentFile: String
    @Option(help: "Replies that wait.") var waiting = 10_000

    func run() async throws {
        let token = try String(contentsOfFile: enrolmentFile, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let relay = try options.client(access: AccessKey())
        try await relay.enrol(token: token)
        let names = (0..<waiting).map { _ in RandomBytes.make(32) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<16 {
                group.addTask {
                    for index in stride(from: worker, to: names.count, by: 16) {
                        try await relay.writeSlot(names[index], content: RandomBytes.make(8_192))
                    }
                }
            }
            try await group.waitForAll()
        }
        for clients in options.clients {
            let result = await Load(clients: clients, seconds: options.seconds).run { _ in
                var asked = (0..<15).map { _ in RandomBytes.make(32) }
                asked.append(names[Int.random(in: names.indices)])
                let found = try await relay.fetchSlots(asked)
                guard found[15]?.count == 8_192 else { throw RelayClientError.malformedAnswer }
            }
            print("slots waiting=\(waiting) \(result.line(clients: clients))")
        }
        await relay.shutdown()
    }
}

/// Incompressible bytes without the cost of a system call for each.
enum RandomBytes {
    static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var state = generator.next()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 31
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return Array(bytes.prefix(count))
    }
}
