// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// What a person at the terminal sees and types.
///
/// Standard output carries results that a script may read; everything else goes to standard error. No
/// message names a visitor, a case or a key.
enum Terminal {
    static func say(_ line: String) {
        write(line + "\n", to: .standardOutput)
    }

    /// Where nobody reads any more, as when the supervisor is gone, nothing is said; `FileHandle.write(_:)` would end the program.
    private static func write(_ text: String, to file: FileHandle) {
        try? file.write(contentsOf: Data(text.utf8))
    }

    static func note(_ line: String) {
        write("lifeboat: \(line)\n", to: .standardError)
    }

    static func fail(_ problem: String, hint: String) {
        write("error: \(problem)\nhint: \(hint)\n", to: .standardError)
    }

    /// One element each time Enter is pressed; ends with the input. Only where a person sits at the terminal.
    static func enterKeys() -> AsyncStream<Void> {
        AsyncStream { continuation in
            guard isatty(STDIN_FILENO) == 1 else { return continuation.finish() }
            Thread.detachNewThread {
                while readLine(strippingNewline: true) != nil { continuation.yield() }
                continuation.finish()
            }
        }
    }
}

/// The running program's own file, to start the parts from.
enum ThisProgram {
    static let url = URL(
        filePath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0])
}
