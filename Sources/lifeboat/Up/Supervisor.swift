// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Foundation

/// Keeps the parts running: starts them in order, starts one again that has died, stops them all at the end.
actor Supervisor {
    struct Part: Sendable {
        let name: String
        let arguments: [String]
    }

    private let program: URL
    private let report: @Sendable (_ part: String, _ line: String) -> Void
    private var children: [String: Child] = [:]
    private var isStopping = false

    init(program: URL, report: @escaping @Sendable (_ part: String, _ line: String) -> Void) {
        self.program = program
        self.report = report
    }

    enum Ending: Sendable {
        case stopped
        /// The part does not start, and will not before somebody has put right what it says; its status.
        case refuses(Int32)
    }

    /// Runs `part` until ``stop()``; `ready` is called each time the part says that it serves.
    func run(_ part: Part, ready: @escaping @Sendable (String) async -> Void) async -> Ending {
        var restarts = Restarts()
        while !isStopping {
            let started = ContinuousClock.now
            let (status, hasServed) = await runOnce(part, ready: ready)
            if isStopping { return .stopped }
            if hasServed { restarts.served() }
            switch restarts.next(after: status, running: .now - started) {
            case .never:
                report(part.name, "does not start like this (status \(status)); what is above says why")
                return .refuses(status)
            case .again(let delay):
                report(part.name, "stopped unexpectedly (status \(status)); starting it again")
                try? await Task.sleep(for: delay)
            }
        }
        return .stopped
    }

    private func runOnce(_ part: Part, ready: @Sendable (String) async -> Void) async -> (
        status: Int32, hasServed: Bool
    ) {
        let child: Child
        do {
            child = try Child(name: part.name, program: program, arguments: part.arguments)
        } catch {
            report(part.name, "could not be started")
            return (PartStatus.notStarted.rawValue, false)
        }
        var hasServed = false
        children[part.name] = child
        defer { children[part.name] = nil }
        for await event in child.events {
            switch event {
            case .line(let line):
                if let address = ReadyLine.address(in: line) {
                    hasServed = true
                    await ready(address)
                } else {
                    report(part.name, line)
                }
            case .ended(let status): return (status, hasServed)
            }
        }
        return (0, hasServed)
    }

    func tell(_ part: String, _ line: String) { children[part]?.tell(line) }

    /// Stops the parts, the front first, and kills what has not stopped after ten seconds.
    func stop() async {
        isStopping = true
        for name in ["desk", "portal", "relay"] { children[name]?.stop() }
        let deadline = ContinuousClock.now + .seconds(10)
        while !children.isEmpty, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(20)) }
        for child in children.values { child.kill() }
    }
}
