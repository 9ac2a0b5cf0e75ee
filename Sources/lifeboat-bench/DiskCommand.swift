// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation

/// The physical limit that durable answers stand beside: one writer, one block, one `fdatasync`, again and again.
struct DiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk", abstract: "Appends of one block a second, each followed by fdatasync.")

    @Option(help: "The folder to write in; it should lie on the relay's disk.") var folder = "."
    @Option(help: "Bytes in each append.") var bytes = 8_192
    @Option var seconds = 3.0

    func run() async throws {
        let path = "\(folder)/.disk-\(ProcessInfo.processInfo.processIdentifier)"
        let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ValidationError("No file can be made in '\(folder)'.") }
        defer {
            close(descriptor)
            unsafe unlink(path)
        }
        let block = [UInt8](repeating: 7, count: bytes)
        let result = await Load(clients: 1, seconds: seconds).run { _ in
            _ = unsafe block.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            fdatasync(descriptor)
        }
        print("disk bytes=\(bytes) \(result.line(clients: 1))")
    }
}
