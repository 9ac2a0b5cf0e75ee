// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Correspondence
import Foundation
import RelayConnection

/// Reading one's shelf among many waiting replies: fills slots as a device, then reads shelves as a visitor's side does.
struct SlotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slots", abstract: "Read the shelf of a conversation among many waiting replies.")

    @OptionGroup var options: RelayOptions
    @Option(help: "A file with the enrolment token of a relay without devices.") var enrolmentFile: String
    @Option(help: "Replies that wait.") var waiting = 10_000
    @Option(help: "Replies of each conversation.") var replies: UInt32 = 2
    @Option(help: "Bits in common on a shelf; 7 for 10,000 replies puts about 78 on one.") var depth: UInt8 = 7

    func run() async throws {
        let token = try String(contentsOfFile: enrolmentFile, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let relay = try options.client(access: AccessKey())
        try await relay.enrol(token: token)
        guard let depth = ShelfDepth(bitCount: depth), let key = ShelfToken(RandomBytes.make(32)) else {
            throw ValidationError("A depth is 0 to 16.")
        }
        try await relay.lockShelves(key.lock)
        let secrets = (0..<max(1, waiting / Int(replies))).compactMap { _ in ConversationSecret(RandomBytes.make(32)) }
        try await fill(relay, secrets, depth)
        for clients in options.clients {
            let result = await Load(clients: clients, seconds: options.seconds).run { [replies] _ in
                let secret = secrets[Int.random(in: secrets.indices)]
                let found = try await Self.read(relay, secret, depth, key)
                guard found == replies else { throw RelayClientError.malformedAnswer }
            }
            print("slots waiting=\(waiting) depth=\(depth.bitCount) \(result.line(clients: clients))")
        }
        try await describe(relay, secrets, depth, key)
        await relay.shutdown()
    }

    private func fill(_ relay: RelayClient, _ secrets: [ConversationSecret], _ depth: ShelfDepth) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<16 {
                group.addTask { [replies] in
                    for index in stride(from: worker, to: secrets.count, by: 16) {
                        for number in 1...replies {
                            let name = secrets[index].slotName(number, at: depth).bytes
                            try await relay.writeSlot(name, content: RandomBytes.make(8_192))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How many replies were found.
    private static func read(
        _ relay: RelayClient, _ secret: ConversationSecret, _ depth: ShelfDepth, _ token: ShelfToken
    ) async throws -> UInt32 {
        var search = ShelfSearch(for: secret, at: depth)
        guard let shelf = ShelfName(depth: depth.bitCount, mark: search.shelf.mark) else { return 0 }
        for try await slot in try await relay.readShelf(shelf, token: token) {
            if let name = SlotName(slot.name.bytes) { search.take(name, content: slot.content) }
        }
        return UInt32(search.found.count)
    }

    /// How large the shelves are, over some of the conversations.
    private func describe(
        _ relay: RelayClient, _ secrets: [ConversationSecret], _ depth: ShelfDepth, _ token: ShelfToken
    ) async throws {
        var sizes: [Int] = []
        for secret in secrets.prefix(50) {
            guard let shelf = ShelfName(depth: depth.bitCount, mark: secret.shelf(at: depth).mark) else { continue }
            var size = 0
            for try await _ in try await relay.readShelf(shelf, token: token) { size += 1 }
            sizes.append(size)
        }
        sizes.sort()
        print("slots on a shelf: median=\(sizes[sizes.count / 2]) most=\(sizes[sizes.count - 1])")
    }
}
