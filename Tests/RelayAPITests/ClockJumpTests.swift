// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import RelayAPI
import Testing

/// A relay whose wall clock jumps, devices that call, and somebody who recorded every call and sends them again.
@Suite struct ClockJumpTests {
    static let day: Int64 = 86_400

    struct World {
        static let begin: Int64 = 1_795_000_000

        /// Seconds since the relay's start, by a clock that does not jump.
        var uptime: Int64 = 0
        /// By how much the relay's wall clock is wrong.
        var jump: Int64
        var check: SignatureCheck
        var devices: [Device]
        var accepted: [DeviceSignature] = []
        private var nonce: UInt64 = 0

        init(jump: Int64, devices: [Int64]) {
            self.jump = jump
            check = SignatureCheck(relay: DeviceSignatureTests.relay, startedAt: Self.begin + jump)
            self.devices = devices.map { Device(error: $0) }
        }

        /// One more of a device's calls, which signs again with the relay's time where it is refused for the clock.
        mutating func call(_ device: Int) -> SignatureRefusal? {
            var refusal: SignatureRefusal?
            for _ in 0..<2 {
                let signature = signed(device)
                refusal = take(signature)
                guard refusal != nil else {
                    accepted.append(signature)
                    return nil
                }
                guard refusal == .clock else { break }
                devices[device].difference = check.now - clock(of: device)
            }
            return refusal
        }

        mutating func take(_ signature: DeviceSignature) -> SignatureRefusal? {
            check.advance(wall: Self.begin + jump + uptime, uptime: uptime)
            do throws(SignatureRefusal) {
                try check.examine(signature) { _ in true }
                try check.spend(signature)
                return nil
            } catch {
                return error
            }
        }

        /// How many of the recorded calls count again.
        mutating func replayedCount() -> Int {
            var count = 0
            for signature in accepted where take(signature) == nil { count += 1 }
            return count
        }

        private func clock(of device: Int) -> Int64 { Self.begin + uptime + devices[device].error }

        private mutating func signed(_ device: Int) -> DeviceSignature {
            nonce += 1
            let nonce = nonce
            return DeviceSignature(
                method: .get, target: "/v1/ledger", body: [], relay: DeviceSignatureTests.relay,
                created: max(0, clock(of: device) + devices[device].difference),
                nonce: (0..<16).map { UInt8(truncatingIfNeeded: nonce >> (8 * UInt64($0 % 8))) },
                with: devices[device].key)
        }
    }

    struct Device {
        let key = AccessKey()
        let error: Int64
        var difference: Int64 = 0
    }

    /// By how much the relay's clock is wrong at its start, then from a quarter of an hour on, then from a minute later on.
    @Test(
        arguments: [
            [7200, 0, 0], [86_400, 0, 0], [400 * 86_400, 0, 0], [0, 18_000, 0], [0, 18_000, -18_000], [0, -7200, 0],
            [-86_400, 0, 0], [-1_795_000_000, 0, 0], [0, 200, 0], [0, -200, 0], [0, 400, -400],
        ] as [[Int64]])
    func `a clock that jumps keeps no device out and lets no call in twice`(jumps: [Int64]) {
        var world = World(jump: jumps[0], devices: [0, 240, -7200])
        for second in stride(from: Int64(0), through: 3 * Self.day, by: 60) {
            world.uptime = second
            world.jump = jumps[second < 900 ? 0 : second < 960 ? 1 : 2]
            // Often around the jumps, seldom afterwards.
            guard second < 1800 || second % 3600 < 60 else { continue }
            for device in world.devices.indices {
                let refusal = world.call(device)
                #expect(refusal == nil, "device \(device) at \(second)")
            }
            #expect(world.replayedCount() == 0, "at \(second)")
        }
    }

    @Test(arguments: UInt64(1)...12)
    func `however it jumps, every call counts once`(seed: UInt64) {
        var random = Mutation(seed: seed)
        let jumps: [Int64] = [
            0, 0, 1, -1, 250, -250, 301, -301, 7200, -7200, Self.day, -Self.day, 400 * Self.day,
        ]
        var world = World(jump: jumps.randomElement(using: &random) ?? 0, devices: [0, 299, -299, Self.day])
        for step in 0..<150 {
            world.uptime += Int64.random(in: 0...400, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 { world.jump = jumps.randomElement(using: &random) ?? 0 }
            let device = Int.random(in: 0..<4, using: &random)
            let refusal = world.call(device)
            #expect(refusal == nil, "seed \(seed), step \(step)")
            #expect(world.replayedCount() == 0, "seed \(seed), step \(step)")
        }
        #expect(world.accepted.count == 150)
    }

    @Test func `a machine that started without a time takes nothing from before its start once it has one`() {
        var world = World(jump: 0, devices: [0])
        world.uptime = 10
        #expect(world.call(0) == nil)
        // The relay starts again, in 1970, and is put right ten seconds later.
        let recorded = world.accepted
        world = World(jump: -World.begin, devices: [0])
        world.uptime = 10
        world.jump = 20
        #expect(recorded.map { world.take($0) } == [.clock])
    }

    @Test(arguments: [Int64.min, -1, Int64.max, 253_402_300_800])
    func `a clock that shows no possible time is none to fail of`(wall: Int64) {
        var check = SignatureCheck(relay: DeviceSignatureTests.relay, startedAt: wall)
        check.advance(wall: wall, uptime: 5)
        #expect(HTTPDate.parse(HTTPDate.text(check.now)) == check.now)
        check.advance(wall: World.begin, uptime: 10)
        #expect(check.now >= World.begin)
    }
}
