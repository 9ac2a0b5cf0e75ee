// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import Logging
import RelayAPI
import RelayStore

/// The devices' access keys.
extension BlindRelay {
    /// Admits the bearer of the enrolment token, which is used up by it.
    func enrol(_ body: [UInt8], _ request: Request) async throws(Problem) -> Response {
        guard let key = RelayName(body), let field = request.headers[.authorization], field.hasPrefix("Bearer ") else {
            throw .notAuthorised
        }
        let token = String(field.dropFirst(7))
        guard try spend(token) else { throw .notAuthorised }
        do throws(Problem) { try await admitDevice(key) } catch {
            // The relay could not keep the key: the token is good for another try.
            do { try directory.restore(token: token) } catch { report(error) }
            throw error
        }
        return .created
    }

    func admit(_ key: RelayName) async throws(Problem) -> Response {
        try await admitDevice(key)
        return .done
    }

    func expel(_ key: RelayName) async throws(Problem) -> Response {
        do { try await store.expel(DeviceKey(key.bytes)) } catch { throw problem(error) }
        gate.expel(DeviceKey(key.bytes))
        keeping.expel(DeviceKey(key.bytes))
        return .done
    }

    private func admitDevice(_ key: RelayName) async throws(Problem) {
        let hasPlace: Bool
        do { hasPlace = try await store.admit(DeviceKey(key.bytes), limit: limits.devices) } catch {
            throw problem(error)
        }
        guard hasPlace else { throw .full }
        if !gate.isAdmitted(key) { keeping.admit(DeviceKey(key.bytes)) }
        gate.admit(DeviceKey(key.bytes))
    }

    private func spend(_ token: String) throws(Problem) -> Bool {
        do { return try directory.spend(token: token) } catch {
            report(error)
            throw .broken
        }
    }

    private func report(_ error: RelayDirectoryError) {
        counters.failures.increment()
        logger.error("the relay's folder failed", metadata: ["error": "\(error)"])
    }
}
