// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import UnixSignals

/// The three parts under one supervisor, and what the terminal says of them.
struct Together: Sendable {
    let parts: Parts

    /// How a preparation ended.
    enum Prepared: Sendable { case goOn, done, failed }

    /// How it all ended: by a signal or as wanted, because the preparation failed, or because a part does not start, which it has said;
    /// its status.
    enum Ending: Sendable { case stopped, failed, refused(Int32) }

    /// Runs until a signal.
    ///
    /// - Parameter prepare: done once the relay serves, before portal and desk are started; it is told the relay's address.
    func run(
        preparing prepare: @escaping @Sendable (_ relay: String) async -> Prepared = { _ in .goOn },
        whenAllServe: @escaping @Sendable () async -> Void = {}
    ) async -> Ending {
        let supervisor = Supervisor(program: ThisProgram.url) { part, line in
            Terminal.note("\(part): \(line)")
        }
        let board = Board(whenAllServe: whenAllServe)
        let gate = Gate()
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return await withTaskGroup(of: Ending?.self) { group in
            group.addTask {
                await supervisor.run(parts.relay) { await board.relayServes(at: $0) }.asWhole
            }
            group.addTask {
                guard let address = await board.relay(), !Task.isCancelled else { return nil }
                switch await prepare(address) {
                case .goOn: await gate.decide(true)
                case .done: return .stopped
                case .failed: return .failed
                }
                return nil
            }
            for (part, who) in [(parts.portal, "Visitors"), (parts.desk, "Desk")] {
                group.addTask {
                    guard await gate.opens() else { return nil }
                    return await supervisor.run(part) { await board.show(who, $0) }.asWhole
                }
            }
            group.addTask {
                for await _ in Terminal.enterKeys() { await supervisor.tell(parts.desk.name, "link") }
                return nil
            }
            group.addTask {
                for await _ in signals { break }
                return .stopped
            }
            var result = Ending.stopped
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
            await gate.decide(false)
            return result
        }
    }
}

extension Supervisor.Ending {
    /// What it means for all of them; nil where it ends none.
    fileprivate var asWhole: Together.Ending? {
        if case .refuses(let status) = self { .refused(status) } else { nil }
    }
}

/// Whether portal and desk are started: not before the relay serves and everything is prepared.
private actor Gate {
    private var decision: Bool?
    private var waiting: [CheckedContinuation<Bool, Never>] = []

    /// The first decision counts.
    func decide(_ isOpen: Bool) {
        guard decision == nil else { return }
        decision = isOpen
        for continuation in waiting { continuation.resume(returning: isOpen) }
        waiting = []
    }

    func opens() async -> Bool {
        if let decision { return decision }
        return await withCheckedContinuation { waiting.append($0) }
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
