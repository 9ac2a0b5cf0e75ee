// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import CommandValues

/// What is said of a machine, for everything that can be seen there.
@Suite struct DoctorTests {
    private enum Kind { case good, warning, failure }

    private func kind(_ check: Check) -> Kind {
        switch check.finding {
        case .good: .good
        case .warning(_, let advice):
            advice.isEmpty ? .good : .warning
        case .failure(_, let advice):
            advice.isEmpty ? .good : .failure
        }
    }

    @Test func `a report names the thing, what was found and what to do`() {
        let good = Check("disk", .good("enough"))
        #expect(good.report == "ok       disk: enough" && !good.isFailure)
        let warning = Check("disk", .warning("slow", advice: "buy one"))
        #expect(warning.report == "warning  disk: slow\n         buy one" && !warning.isFailure)
        let failure = Check("disk", .failure("gone", advice: "buy one"))
        #expect(failure.report == "failure  disk: gone\n         buy one" && failure.isFailure)
    }

    @Test func `the state folder is its owner's`() {
        #expect(kind(.folder("/s", mode: 0o700, isWritable: true)) == .good)
        for mode in [0o750, 0o704, 0o701] { #expect(kind(.folder("/s", mode: mode, isWritable: true)) == .warning) }
        #expect(kind(.folder("/s", mode: 0o700, isWritable: false)) == .failure)
        #expect(kind(.folder("/s", mode: nil, isWritable: true)) == .failure)
    }

    @Test func `a disk that fills soon is said early`() {
        #expect(kind(.diskSpace(freeByteCount: 0)) == .failure)
        #expect(kind(.diskSpace(freeByteCount: 1_999_999_999)) == .failure)
        #expect(kind(.diskSpace(freeByteCount: 2_000_000_000)) == .warning)
        #expect(kind(.diskSpace(freeByteCount: 20_000_000_000)) == .good)
        #expect(kind(.durableWrites(each: nil, text: "")) == .failure)
        #expect(kind(.durableWrites(each: .milliseconds(20), text: "20ms")) == .warning)
        #expect(kind(.durableWrites(each: .milliseconds(19), text: "19ms")) == .good)
    }

    /// dm-0 is dm-crypt and dm-1 a volume on it; dm-2 is a volume on a bare partition, dm-3 lies on both.
    private static let devices = BlockDevices(
        text: {
            [
                "dm-0/dm/uuid": "CRYPT-LUKS2-0123\n", "dm-1/dm/uuid": "LVM-0123\n", "dm-2/dm/uuid": "LVM-4567\n",
                "dm-3/dm/uuid": "LVM-89ab\n", "zram0/backing_dev": "none\n", "zram1/backing_dev": "/dev/sda3\n",
            ][$0]
        }, names: { ["dm-1/slaves": ["dm-0"], "dm-2/slaves": ["sda2"], "dm-3/slaves": ["dm-0", "sda2"]][$0] ?? [] })

    @Test(arguments: [
        ("", true), ("/dev/dm-0 partition 1\n", true), ("/dev/dm-1\tpartition 1\n/dev/zram0 partition 1\n", true),
        ("/dev/zram2 partition 1\n", true), ("/dev/dm-2 partition 1\n", false), ("/dev/dm-3 partition 1\n", false),
        ("/dev/dm-9 partition 1\n", false), ("/dev/zram1 partition 1\n", false), ("/swapfile file 1\n", false),
        ("/dev/dm-1 partition 1\n/dev/sda2 partition 1\n", false), ("/dm-0 file 1\n", false),
    ]) func `swap that is not encrypted is said, and swap in memory is not`(rows: String, isSafe: Bool) {
        let check = Check.swap(table: "Filename\tType\tSize\n" + rows, devices: Self.devices)
        #expect(kind(check) == (isSafe ? .good : .warning))
        #expect(kind(.swap(table: "", devices: Self.devices)) == .good)
    }

    @Test func `a device that lies on itself is no encrypted one`() {
        let round = BlockDevices(text: { _ in nil }, names: { _ in ["dm-5"] })
        #expect(kind(.swap(table: "Filename\n/dev/dm-5 partition\n", devices: round)) == .warning)
    }

    @Test func `a clock before this release is wrong`() {
        #expect(kind(.clock(now: Release.notBefore)) == .failure)
        #expect(kind(.clock(now: Release.notBefore + 1)) == .good)
    }

    @Test func `programs, core dumps, open files and ports`() {
        #expect(kind(.program("bwrap", at: "/usr/bin/bwrap", package: "bubblewrap", without: "x")) == .good)
        #expect(Check.program("bwrap", at: nil, package: "bubblewrap", without: "x").report.contains("bubblewrap"))
        #expect(kind(.sandbox(canStart: true)) == .good && kind(.sandbox(canStart: false)) == .warning)
        #expect(kind(.missingFolder("x", canBeMade: true)) == .warning)
        #expect(kind(.missingFolder("x", canBeMade: false)) == .failure)
        #expect(kind(.coreDumps(areForbidden: true)) == .good && kind(.coreDumps(areForbidden: false)) == .warning)
        #expect(kind(.openFiles(most: 4_096)) == .good && kind(.openFiles(most: 4_095)) == .warning)
        #expect(kind(.port(8392, of: .relayHealthPort, isFree: true)) == .good)
        #expect(kind(.port(0, of: .relayHealthPort, isFree: nil)) == .good)
        let used = Check.port(8392, of: .relayHealthPort, isFree: false)
        #expect(kind(used) == .warning && used.report.contains("relay-health-port"))
    }

    @Test func `the relay's files are whole, or the report says which is not`() {
        let key = String(repeating: "0f", count: 32)
        #expect(kind(.relayFiles(nil, in: "/r")) == .good)
        #expect(kind(.relayFiles(.init(hasDatabase: false, checkpointKey: nil), in: "/r")) == .good)
        let gone = Check.relayFiles(.init(hasDatabase: false, checkpointKey: key), in: "/r")
        #expect(gone.isFailure && gone.report.contains("/r/relay.sqlite is missing"))
        #expect(
            kind(.relayFiles(.init(hasDatabase: true, isDatabaseWhole: true, checkpointKey: key), in: "/r")) == .good)
        let bad: [(PartFiles.Relay, String)] = [
            (.init(hasDatabase: true, isDatabaseWhole: false, checkpointKey: key), "relay.sqlite is damaged"),
            (.init(hasDatabase: true, isDatabaseWhole: nil, checkpointKey: key), "relay.sqlite cannot be read"),
            (.init(hasDatabase: true, isDatabaseWhole: true, checkpointKey: nil), "checkpoint.key is missing"),
            (.init(hasDatabase: false, checkpointKey: ""), "checkpoint.key is damaged"),
            (.init(hasDatabase: true, isDatabaseWhole: true, checkpointKey: key + "0"), "checkpoint.key is damaged"),
            (
                .init(hasDatabase: true, isDatabaseWhole: true, checkpointKey: String(repeating: "0F", count: 32)),
                "checkpoint.key is damaged"
            ),
        ]
        for (files, text) in bad {
            let check = Check.relayFiles(files, in: "/r")
            #expect(kind(check) == .failure && check.report.contains(text), "\(check.report)")
        }
        let open = Check.relayFiles(
            .init(readableByOthers: ["/r", "/r/a"], hasDatabase: false, checkpointKey: nil), in: "/r")
        #expect(
            kind(open) == .warning && open.report.contains("/r and 1 more") && open.report.contains("chmod -R go= /r"))
    }

    @Test func `the desk's files are whole, or the report says which is not`() {
        let head = Check.ledgerMagic + [0, 0, 4, 0]
        #expect(kind(.deskFiles(nil, in: "/d")) == .good)
        #expect(kind(.deskFiles(.init(keyFileByteCount: nil, ledgerHead: nil), in: "/d")) == .good)
        #expect(kind(.deskFiles(.init(keyFileByteCount: nil, ledgerHead: Check.ledgerMagic), in: "/d")) == .good)
        #expect(kind(.deskFiles(.init(keyFileByteCount: 4_128, ledgerHead: head), in: "/d")) == .good)
        for count in [0, 4_127, 4_129] {
            #expect(kind(.deskFiles(.init(keyFileByteCount: count, ledgerHead: head), in: "/d")) == .failure)
        }
        #expect(kind(.deskFiles(.init(keyFileByteCount: nil, ledgerHead: head), in: "/d")) == .failure)
        for head in [[], [0], Array("lifeboat-ledger\u{2}".utf8)] {
            #expect(kind(.deskFiles(.init(keyFileByteCount: 4_128, ledgerHead: head), in: "/d")) == .warning)
        }
        let open = PartFiles.Desk(readableByOthers: ["/d/x"], keyFileByteCount: 4_128, ledgerHead: head)
        #expect(kind(.deskFiles(open, in: "/d")) == .warning)
    }
}
