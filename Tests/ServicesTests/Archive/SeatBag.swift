import Evidence
import Foundation
import Hearing

@testable import Services

/// A copy for one seat on the disc, that tests search and spoil.
struct SeatBag {
    let bag: ExampleBag
    let summary: BagWriter.Summary
    private let policy: VerificationPolicy

    init(_ hearing: RecordedHearing, for seat: Int) async throws {
        (bag, summary) = try await ExampleBag.make { path in
            try await BagWriter(software: "Yunting test", date: "2026-11-21").writeCopy(
                of: hearing, for: RecordedHearing.seat(seat), in: Hearing(hearing.docket),
                declaredBy: hearing.court,
                at: 1_790_000_000_000_000, to: path)
        }
        policy = VerificationPolicy(courts: [hearing.court.verifier])
    }

    /// The court's own package of the same hearing.
    static func whole(_ hearing: RecordedHearing) async throws -> ExampleBag {
        try await ExampleBag.make { path in
            try await BagWriter(software: "Yunting test").write(hearing, to: path)
        }.0
    }

    func verified(_ limits: BagLimits = BagLimits()) throws -> VerificationReport {
        try BagVerifier(policy: policy, limits: limits).verify(bag.path)
    }

    func verified(against whole: ExampleBag) throws -> VerificationReport {
        try BagVerifier(policy: policy).verify(bag.path, against: whole.path)
    }

    /// Whether a text stands anywhere in the package: in a file or in a file's name.
    func holds(_ text: String) throws -> Bool {
        let wanted = Array(text.utf8)
        return try bag.files().contains { name, bytes in
            name.contains(text) || Data(bytes).range(of: Data(wanted)) != nil
        }
    }

    /// Every mark (`<…>`) that stands anywhere in the package.
    func marks() throws -> Set<String> {
        var marks: Set<String> = []
        for bytes in try bag.files().values {
            for piece in bytes.split(separator: UInt8(ascii: "<")).dropFirst() {
                guard let end = piece.firstIndex(of: UInt8(ascii: ">")) else { continue }
                marks.insert("<\(String(decoding: piece[..<end], as: UTF8.self))>")
            }
        }
        return marks
    }

    /// Whether there is a mark that begins so.
    func hasMark(_ beginning: String) throws -> Bool {
        try marks().contains { $0.hasPrefix(beginning) }
    }
}
