// SPDX-License-Identifier: AGPL-3.0-or-later
import Blobs
import Hummingbird
import RelayAPI
import RelayStore

/// Which blobs stay: those that a desk claims, and for a while those that a message may name which nobody has read yet
/// (docs/decisions/0066-what-nobody-names.md).
extension BlindRelay {
    /// The first hour of today, in hours since 1970.
    private var today: UInt32 { hour / 24 * 24 }

    /// Devices in use that claim nothing: as long as there are any, nothing is removed.
    var lateDevices: Int { limits.unclaimedDays.map { keeping.lateDevices(within: $0) } ?? 0 }

    func announce(_ key: RelayName, by device: RelayName) async throws(Problem) -> Response {
        // Desks shall not be told apart by what they claim.
        guard !gate.isAdmitted(key) else { throw .conflict }
        let (key, device) = (KeepingKey(key.bytes), DeviceKey(device.bytes))
        do {
            try await store.announce(key, by: device, limit: limits.keepingKeys, hour: today)
            keeping.renew(try await store.keeping())
        } catch { throw problem(error) }
        return .done
    }

    func keepBlobs(_ body: [UInt8]) async throws(Problem) -> Response {
        let names: [RelayName]
        do { names = try WireForms.names(body, limit: RelayLimits.namesPerClaim) } catch { throw .malformed }
        guard names.count == RelayLimits.namesPerClaim else { throw .malformed }
        let blobs = Set(names.map { BlobName($0.bytes) })
        guard await holds.hold(blobs) else { throw .busy(retryAfter: 1) }
        defer { holds.release(blobs) }
        do { try await store.claim(Array(blobs)) } catch { throw problem(error) }
        counters.claims.increment()
        return .done
    }

    /// Counts the day on which a device calls, and remembers devices that never announced a key. A call is answered also where that
    /// cannot be written down.
    func noteCall(of device: RelayName) async {
        guard let note = keeping.called(by: device, today: today, uptime: uptime()) else { return }
        do {
            if let hour = note.newDay { try await store.countDeviceDay(hour: hour) }
            if note.isLate { try await store.noteLate(DeviceKey(device.bytes)) }
        } catch {
            keeping.takeBack(note)
            report(error)
        }
    }

    /// Removes blobs that waited for a claim too long: first the file, then what the store knows of it, so that whatever ends the relay
    /// between the two the next round goes on.
    func removeUnclaimed() async {
        guard let days = limits.unclaimedDays else { return }
        do throws(RelayStoreError) {
            for blob in try await store.removable(unclaimedFor: days, limit: limits.removalsPerUpkeep, only: nil) {
                guard !Task.isCancelled else { return }
                guard holds.tryHold([blob]) else { continue }
                defer { holds.release([blob]) }
                // Somebody may have claimed it or brought it again meanwhile.
                guard try await !store.removable(unclaimedFor: days, limit: 1, only: blob).isEmpty else { continue }
                do { try await blobs.remove(blob) } catch {
                    report(error)
                    continue
                }
                try await store.forget(blob)
                counters.unclaimedBlobs.increment()
            }
        } catch { report(error) }
    }
}
