// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation

/// A part of Lifeboat as a process of its own, which ends with this one.
final class ProgramProcess {
    private let process = Process()
    private let input = Pipe()
    /// What it says when it serves: an address.
    let address: String

    /// Returns when the part serves.
    init(program: String, arguments: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var said = ""
        while !said.contains("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { throw ValidationError("'\(arguments.first ?? "")' did not start.") }
            said += String(decoding: data, as: UTF8.self)
        }
        address = String(said.prefix { $0 != "\n" }.dropFirst("ready ".count))
    }

    /// In MiB, as the kernel counts: now, and at most so far.
    var resident: Int { status("VmRSS") / 1_024 }
    var mostResident: Int { status("VmHWM") / 1_024 }

    var memory: String { "resident=\(resident)MiB most=\(mostResident)MiB" }

    /// Seconds of processor time so far, of all cores.
    var processorSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private func status(_ name: String) -> Int {
        let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = text?.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// A desk that a measurement drives through its pages.
struct DeskProcess {
    let program: ProgramProcess
    /// Such as `http://127.0.0.1:40123`.
    let base: String
    /// The address that opens the desk, once.
    let entryPath: String

    init(program: String, state: String, relay: String) throws {
        self.program = try ProgramProcess(
            program: program,
            arguments: ["desk", "--supervised", "--state", state, "--port", "0", "--relay", relay])
        let address = self.program.address
        guard let path = address.range(of: "/enter") else { throw ValidationError("The desk gave no address.") }
        base = String(address[..<path.lowerBound])
        entryPath = String(address[path.lowerBound...])
    }

    var memory: String { program.memory }

    func stop() { program.stop() }
}
