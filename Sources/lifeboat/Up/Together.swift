// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import UnixSignals

/// The three parts under one supervisor, and what the terminal says of them.
struct Together: Sendable {
    let parts: Parts

    /// How a preparation ended.
    enum Prepared: Sendable { case goOn, done, failed }

    /// Runs until a signal.
    ///
    /// - Parameter prepare: done once the relay serves, before portal and desk are started; it is told the relay's address.
    /// - Returns: false if the preparation failed.
    @discardableResult
    func run(
        preparing prepare: @escaping @Sendable (_ relay: String) async -> Prepared = { _ in .goOn },
        whenAllServe: @escaping @Sendable () async -> Void = {}
    ) async -> Bool {
        let supervisor = Supervisor(program: ThisProgram.url) { part, line in
            Terminal.note("\(part): \(line)")
        }
        let board = Board(whenAllServe: whenAllServe)
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return await withTaskGroup(of: Bool?.self) { group in
            group.addTask {
                await supervisor.run(parts.relay) { await board.relayServes(at: $0) }
                return nil
            }
            group.addTask {
                guard let address = await board.relay(), !Task.isCancelled else { return nil }
                switch await prepare(address) {
                case .goOn: break
                case .done: return true
                case .failed: return false
                }
                async let portal: Void = supervisor.run(parts.portal) { await board.show("Visitors", $0) }
                async let desk: Void = supervisor.run(parts.desk) { await board.show("Desk", $0) }
                _ = await (portal, desk)
                return nil
            }
            group.addTask {
                for await _ in Terminal.enterKeys() { await supervisor.tell(parts.desk.name, "link") }
                return nil
            }
            group.addTask {
                for await _ in signals { break }
                return true
            }
            var result = true
            for await ended in group {
                guard let ended else { continue }
                result = ended
                break
            }
            Terminal.note("stopping")
            // First: a task that is cancelled knows no more of its child, and nobody would wait for the part or kill it.
            await supervisor.stop()
            group.cancelAll()
            await board.relayServes(at: nil)
            return result
        }
    }
}

/// What has been said to serve so far.
private actor Board {
    private var isServing = false
    private var address: String?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var shown: Set<String> = []
    private let whenAllServe: @Sendable () async -> Void

    init(whenAllServe: @escaping @Sendable () async -> Void) { self.whenAllServe = whenAllServe }

    /// Nil where it will not any more.
    func relayServes(at address: String?) {
        isServing = true
        self.address = self.address ?? address
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// The relay's address, once it serves.
    func relay() async -> String? {
        if !isServing { await withCheckedContinuation { waiting.append($0) } }
        return address
    }

    func show(_ who: String, _ address: String) async {
        Terminal.say("\(who.padding(toLength: 10, withPad: " ", startingAt: 0))\(address)")
        let wasComplete = shown.count == 2
        shown.insert(who)
        if !wasComplete, shown.count == 2 { await whenAllServe() }
    }
}
