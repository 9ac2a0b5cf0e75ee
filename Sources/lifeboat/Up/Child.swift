// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Synchronization

/// One part of Lifeboat as a process of its own, started from the same program.
///
/// The child reads its standard input: when this process dies, even by `kill -9`, the kernel closes the pipe
/// and the child stops by itself, so no part outlives the supervisor and holds on to its port.
final class Child: Sendable {
    /// What the supervisor hears from a child.
    enum Event: Sendable {
        /// A line on the child's standard output.
        case line(String)
        case ended(status: Int32)
    }

    let name: String
    private let process: Mutex<Process>
    private let input = Pipe()
    let events: AsyncStream<Event>

    init(name: String, program: URL, arguments: [String]) throws {
        self.name = name
        let (events, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(256))
        self.events = events
        let output = Pipe()
        let child = Process()
        child.executableURL = program
        child.arguments = arguments
        child.standardInput = input
        child.standardOutput = output
        let lines = Mutex(LineSplitter())
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            for line in lines.withLock({ $0.feed(data) }) { continuation.yield(.line(line)) }
        }
        child.terminationHandler = { ended in
            continuation.yield(.ended(status: ended.terminationStatus))
            continuation.finish()
        }
        try child.run()
        process = Mutex(child)
    }

    /// Asks the child to finish what it is doing and stop.
    func stop() {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }

    func kill() {
        process.withLock { if $0.isRunning { _ = Glibc.kill($0.processIdentifier, SIGKILL) } }
    }

    /// Sends a line to the child's standard input.
    func tell(_ line: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }
}

/// Cuts a stream of bytes into lines; a line that grows without end is cut at 8 KiB.
struct LineSplitter {
    private var rest: [UInt8] = []

    mutating func feed(_ data: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in data {
            if byte == UInt8(ascii: "\n") || rest.count >= 8_192 {
                lines.append(String(decoding: rest, as: UTF8.self))
                rest.removeAll(keepingCapacity: true)
            }
            if byte != UInt8(ascii: "\n") { rest.append(byte) }
        }
        return lines
    }
}
