// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Synchronization

/// One run of a program with bytes in and bounded bytes out.
struct SandboxedProcess {
    let program: String
    let arguments: [String]
    let maximumOutputByteCount: Int
    let maximumSeconds: Int

    /// Reads on a thread of its own, for pipes block.
    func run(input: [UInt8]) async throws(SandboxError) -> [UInt8] {
        let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
            Thread.detachNewThread { continuation.resume(returning: runBlocking(input)) }
        }
        return try outcome.get()
    }

    private typealias Outcome = Result<[UInt8], SandboxError>

    private func runBlocking(_ input: [UInt8]) -> Outcome {
        guard let file = MemoryFile(input) else { return .failure(.failed(status: -1)) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = [:]
        process.standardInput = file.handle
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        do { try process.run() } catch { return .failure(.failed(status: -1)) }
        let alarm = StopClock(process, seconds: maximumSeconds)
        let bytes = read(output.fileHandleForReading)
        if bytes == nil { alarm.stopNow() }
        process.waitUntilExit()
        let wasLate = alarm.end()
        if wasLate { return .failure(.timedOut) }
        guard let bytes else { return .failure(.outputTooLarge) }
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            return .failure(.failed(status: process.terminationStatus))
        }
        return .success(bytes)
    }

    /// Nil when there is more than the bound.
    private func read(_ handle: FileHandle) -> [UInt8]? {
        var bytes: [UInt8] = []
        while let piece = try? handle.read(upToCount: 1 << 18), !piece.isEmpty {
            guard bytes.count + piece.count <= maximumOutputByteCount else { return nil }
            bytes += piece
        }
        return bytes
    }
}

/// Stops a process that takes too long. Stopping bubblewrap ends everything inside it (`--die-with-parent`).
private final class StopClock: Sendable {
    private let identifier: Int32
    private let state = Mutex((isOver: false, wasLate: false))

    init(_ process: Process, seconds: Int) {
        identifier = process.processIdentifier
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [self] in
            state.withLock {
                guard !$0.isOver else { return }
                $0.wasLate = true
                kill(identifier, SIGKILL)
            }
        }
    }

    func stopNow() { state.withLock { if !$0.isOver { kill(identifier, SIGKILL) } } }

    /// The process has ended and its number may belong to another; says whether it had to be stopped.
    func end() -> Bool {
        state.withLock {
            $0.isOver = true
            return $0.wasLate
        }
    }
}
