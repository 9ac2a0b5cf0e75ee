// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI
import RelayStore
import Testing

@testable import Relay

/// When a device day is counted.
@Suite struct KeepingWatchTests {
    private static let device = RelayName([UInt8](repeating: 1, count: 32))!
    private static let old = RelayName([UInt8](repeating: 2, count: 32))!

    private static func watch(day: UInt64? = 5, hour: UInt32 = 240) -> KeepingWatch {
        var record = KeepingRecord()
        (record.day, record.hour) = (day, hour)
        record.late = [DeviceKey(old.bytes): 0]
        return KeepingWatch(record)
    }

    struct Call: Sendable {
        let today: UInt32
        /// Hours that the relay has run.
        let uptime: Int64
        let counts: Bool
    }

    @Test(arguments: [
        // A day is counted once, and a day without calls is none.
        [
            Call(today: 240, uptime: 1, counts: false), Call(today: 264, uptime: 2, counts: true),
            Call(today: 264, uptime: 9, counts: false), Call(today: 480, uptime: 300, counts: true),
        ],
        // A clock that is put ahead again and again makes no days.
        [
            Call(today: 264, uptime: 1, counts: true), Call(today: 288, uptime: 2, counts: false),
            Call(today: 312, uptime: 20, counts: false), Call(today: 336, uptime: 21, counts: true),
        ],
        // One that was ahead and is put right: the next day counts, and none before.
        [
            Call(today: 2400, uptime: 1, counts: true), Call(today: 264, uptime: 20, counts: false),
            Call(today: 264, uptime: 22, counts: false), Call(today: 288, uptime: 44, counts: true),
        ],
    ])
    func `a device day is a day on which some device calls`(calls: [Call]) {
        let watch = Self.watch()
        for call in calls {
            let note = watch.called(by: Self.device, today: call.today, uptime: call.uptime * 3600)
            #expect(note?.newDay == (call.counts ? call.today : nil), "\(call)")
            #expect(note?.isLate != true)
        }
    }

    @Test func `before a key was announced nothing is counted`() {
        let watch = Self.watch(day: nil)
        #expect(watch.called(by: Self.old, today: 264, uptime: 0) == nil)
        #expect(watch.lateDevices(within: 60) == 0)
    }

    @Test func `a device that never announced a key is noted once on a day`() {
        let watch = Self.watch()
        #expect(watch.called(by: Self.old, today: 240, uptime: 0)?.isLate == true)
        #expect(watch.called(by: Self.old, today: 240, uptime: 0) == nil)
        #expect(watch.lateDevices(within: 60) == 1)
        let next = watch.called(by: Self.old, today: 264, uptime: 0)
        #expect(next?.isLate == true && next?.newDay == 264)
        // A new machine is one that has announced nothing.
        watch.admit(DeviceKey(Self.device.bytes))
        #expect(watch.lateDevices(within: 60) == 1)
        #expect(watch.called(by: Self.device, today: 264, uptime: 0)?.isLate == true)
        watch.expel(DeviceKey(Self.old.bytes))
        #expect(watch.lateDevices(within: 60) == 1)
    }

    @Test func `what could not be written down is brought by the next call`() throws {
        let watch = Self.watch()
        let note = try #require(watch.called(by: Self.old, today: 264, uptime: 0))
        watch.takeBack(note)
        let again = watch.called(by: Self.old, today: 264, uptime: 1)
        #expect(again?.newDay == 264 && again?.isLate == true)
    }
}
