// SPDX-License-Identifier: AGPL-3.0-or-later
import Dispatch
import Foundation
import Glibc

/// A program that a test runs as a user would: the `lifeboat` that was built with the tests, or one that is installed.
public struct BuiltProgram: Sendable {
    /// What a run left behind.
    public struct Outcome: Sendable {
        public let status: Int32
        public let output: [UInt8]
        public let errors: String
    }

    /// Why a program could not be run.
    public enum Failure: Error, CustomStringConvertible {
        case missing(String, hint: String)
        case stopped(String, by: Int32)

        public var description: String {
            switch self {
            case .missing(let name, let hint): "the program \(name) is not there: \(hint)"
            case .stopped(let name, let signal):
                "\(name) ended by signal \(signal)\(signal == SIGTERM ? ", because it took too long" : "")"
            }
        }
    }

    /// Where the program lies.
    public let path: String

    /// The longest that a run may take.
    public static let maximumDuration = Duration.seconds(120)

    /// The `lifeboat` beside the running tests.
    public static func lifeboat() throws(Failure) -> BuiltProgram {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = tests.deletingLastPathComponent().appending(component: "lifeboat").path()
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw .missing(path, hint: "build it with swift build --build-tests")
        }
        return BuiltProgram(path: path)
    }

    /// A program on the search path.
    public static func installed(_ name: String) throws(Failure) -> BuiltProgram {
        let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
        for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
            return BuiltProgram(path: "\(folder)/\(name)")
        }
        throw .missing(name, hint: "scripts/test installs it (apt-get install \(name))")
    }

    /// Runs the program to its end. Input and output go through files, so that neither side waits for the other.
    public func run(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
        try TemporaryFolder.with { folder in
            let process = try start(arguments, input: input, in: folder)
            let stop = DispatchWorkItem { process.terminate() }
            let seconds = Double(Self.maximumDuration.components.seconds)
            DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: stop)
            process.waitUntilExit()
            stop.cancel()
            guard process.terminationReason == .exit else { throw Failure.stopped(path, by: process.terminationStatus) }
            return Outcome(
                status: process.terminationStatus,
                output: [UInt8](try Data(contentsOf: folder.appending(component: "output"))),
                errors: try String(contentsOf: folder.appending(component: "errors"), encoding: .utf8))
        }
    }

    private func start(_ arguments: [String], input content: [UInt8], in folder: URL) throws -> Process {
        for (name, content) in [("input", content), ("output", []), ("errors", [])] {
            try Data(content).write(to: folder.appending(component: name))
        }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let input = try FileHandle(forReadingFrom: folder.appending(component: "input"))
        let output = try FileHandle(forWritingTo: folder.appending(component: "output"))
        let errors = try FileHandle(forWritingTo: folder.appending(component: "errors"))
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        // The program has its own. Ours would be held with the process until the time is over that it was given, and with more than some 1,360
        // files open Foundation reads past the end of their list now and then when it starts the next (readdir(3): 32 KiB at a time).
        defer { for handle in [input, output, errors] { try? handle.close() } }
        try process.run()
        return process
    }
}
