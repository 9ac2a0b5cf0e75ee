// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Foundation
import Glibc
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
        child.terminationHandler = { ended in
            continuation.yield(.ended(status: ended.terminationStatus))
            continuation.finish()
        }
        try child.run()
        process = Mutex(child)
        // A thread and no handler on the pipe: Foundation closes a pipe that has ended while libdispatch still watches it, which once ended the
        // program with the child.
        Thread.detachNewThread {
            var lines = LineSplitter()
            while let piece = Self.read(output.fileHandleForReading.fileDescriptor) {
                for line in lines.feed(piece) { continuation.yield(.line(line)) }
            }
            if let last = lines.finish() { continuation.yield(.line(last)) }
        }
    }

    /// What the child wrote next; nil at the end.
    private static func read(_ descriptor: Int32) -> Data? {
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return Data(piece[..<count]) }
            guard count < 0, errno == EINTR else { return nil }
        }
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
