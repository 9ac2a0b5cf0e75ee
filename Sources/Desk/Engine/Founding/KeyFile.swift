// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Sealing

/// The device key file on disk. Each passphrase costs its work away from the workspace, which stays usable meanwhile.
enum KeyFile {
    static let name = "device.keys"

    @concurrent static func write(
        _ secrets: DeviceKeyContent, passphrase: String, work: PassphraseWork, in files: DeskDirectory
    ) async throws(WorkspaceError) {
        let file = DeviceKeyFile(sealing: secrets, passphrase: passphrase, work: work)
        do { try files.write(file.bytes, to: name) } catch { throw WorkspaceError(error) }
    }

    /// Throws `wrongPassphrase` where no slot opens, `localFilesDamaged` where the file is no key file.
    @concurrent static func open(
        passphrase: String, work: PassphraseWork, in files: DeskDirectory
    ) async throws(WorkspaceError) -> DeviceKeyContent {
        let bytes: [UInt8]
        do { bytes = try files.read(name, atMost: DeviceKeyFile.byteCount + 1) ?? [] } catch {
            throw WorkspaceError(error)
        }
        do throws(DeviceKeyFileError) {
            return try DeviceKeyFile(parsing: bytes).open(passphrase: passphrase, work: work)
        } catch .noSlotOpened {
            throw .wrongPassphrase
        } catch {
            throw .localFilesDamaged(EngineMessage.deviceKeysDamaged)
        }
    }
}
