// SPDX-License-Identifier: AGPL-3.0-or-later
import RelayAPI

/// Each body is refused, or has exactly the bytes that it was read from.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRelayBodies(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let body = Array(UnsafeBufferPointer(start: bytes, count: count))
    expect((try? WireForms.intake(body, limit: 64)).map(WireForms.encode(intake:)), body)
    expect((try? WireForms.ledger(body, limit: 64)).map(WireForms.encode(ledger:)), body)
    expect((try? WireForms.numbers(body, limit: 64)).map(WireForms.encode(numbers:)), body)
    expect((try? WireForms.names(body, limit: 64)).map(WireForms.encode(names:)), body)
    expect((try? WireForms.entries(body, limit: 64)).map(WireForms.encode(entries:)), body)
    expect((try? WireForms.slots(body, count: 2)).map(WireForms.encode(slots:)), body)
    expect((try? WireForms.receipt(body, count: 2)).map { WireForms.encode($0) }, body)
    expect((try? WireForms.tallies(body)).map { WireForms.encode($0) }, body)
    return 0
}

private func expect(_ encoded: [UInt8]?, _ body: [UInt8]) {
    guard encoded == nil || encoded == body else { fatalError("not canonical") }
}
