// SPDX-License-Identifier: AGPL-3.0-or-later
import CLinux
import CommandValues
import Foundation

/// Looks at this machine; what is to be said of it stands in ``Check``.
enum Checks {
    static func program(_ name: String, package: String, without consequence: String) -> Check {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = paths.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return .program(name, at: found, package: package, without: consequence)
    }

    static func folder(_ state: StateFolder) -> Check {
        let path = state.root.path
        guard FileManager.default.fileExists(atPath: path) else {
            let parent = existing(state.root).path
            return .missingFolder(path, canBeMade: FileManager.default.isWritableFile(atPath: parent))
        }
        return .folder(path, mode: mode(path), isWritable: FileManager.default.isWritableFile(atPath: path))
    }

    /// The folder, or the nearest above it that is there: they lie on one disk.
    private static func existing(_ folder: URL) -> URL {
        var folder = folder.absoluteURL
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
            folder.deleteLastPathComponent()
        }
        return folder
    }

    static func mode(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? nil
    }

    static func diskSpace(_ state: StateFolder) -> Check {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: existing(state.root).path)
        return .diskSpace(freeByteCount: (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value ?? 0)
    }

    /// How long the disk takes to promise that a write survives a power cut. Each acknowledged request waits for it.
    static func durableWrites(_ state: StateFolder) -> Check {
        let file = existing(state.root).appending(path: ".doctor-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: file) }
        let descriptor = unsafe open(file.path, O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .durableWrites(each: nil, text: "") }
        defer { close(descriptor) }
        let rounds = 50
        let page = [UInt8](repeating: 0, count: 4_096)
        let time = ContinuousClock().measure {
            for _ in 0..<rounds {
                _ = unsafe page.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
                fdatasync(descriptor)
            }
        }
        let each = time / rounds
        let text = each.formatted(.units(allowed: [.milliseconds, .microseconds], width: .narrow))
        return .durableWrites(each: each, text: "\(text) each")
    }

    static func swap() -> Check {
        let block = URL(filePath: "/sys/block")
        return .swap(
            table: (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8)) ?? "",
            devices: BlockDevices(
                text: { try? String(contentsOf: block.appending(path: $0), encoding: .utf8) },
                names: { (try? FileManager.default.contentsOfDirectory(atPath: block.appending(path: $0).path)) ?? [] })
        )
    }

    static func coreDumps() -> Check { .coreDumps(areForbidden: lifeboat_forbid_core_dumps() == 0) }

    static func openFiles() -> Check { .openFiles(most: Int(lifeboat_allow_many_files())) }

    static func clock() -> Check { .clock(now: Int(Date().timeIntervalSince1970)) }

    static func port(_ number: Int, of setting: SettingKey) -> Check {
        .port(number, of: setting, isFree: number == 0 ? nil : isFree(number))
    }

    private static func isFree(_ number: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(number).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return bound == 0
    }
}
