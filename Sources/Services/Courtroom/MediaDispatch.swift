import Evidence
public import Logging
public import Media
public import Storage

/// Carries what the media plane tells to the hearings: events at once, bundles by way of the disc.
public struct MediaDispatch: Sendable {
    private let register: HearingRegister
    private let segments: SegmentQueue
    private let logger: Logger

    /// A dispatch to the hearings of a register.
    public init(register: HearingRegister, segments: SegmentQueue, logger: Logger) {
        self.register = register
        self.segments = segments
        self.logger = logger
    }

    /// Passes events on until the stream ends.
    public func carry(_ events: some AsyncSequence<[Event], Never>) async {
        for await batch in events {
            for event in batch { await pass(event) }
        }
    }

    private func pass(_ event: Event) async {
        await register.hearing(of: event.group)?.take(event)
    }

    /// Writes bundles, one after another, and tells their hearings.
    public func write(_ bundles: some AsyncSequence<Bundle, Never>) async {
        for await bundle in bundles {
            guard let hearing = await register.hearing(of: bundle.group) else { continue }
            if bundle.parts.isEmpty {
                await hearing.recorded(bundle, parts: [])
                continue
            }
            let number = await hearing.nextBundleNumber()
            do {
                let written = try await segments.write(
                    hearing: hearing.hid, bundle: number, parts: bundle.parts.map(\.bytes))
                await hearing.recorded(bundle, parts: written.parts)
            } catch {
                logger.critical(
                    "a bundle could not be written",
                    metadata: ["hid": "\(hearing.id)", "bundle": "\(number)", "error": "\(error)"])
                await hearing.lost(bundle, cause: "\(error)")
            }
        }
    }
}

extension Event {
    /// The group that the event is about.
    var group: GroupID {
        switch self {
        case .effects(let group, _, _, _), .census(let group, _, _, _): group
        case .connected(let id, _), .disconnected(let id, _), .slots(let id, _),
            .source(let id, _, _), .refused(let id, _):
            id.group
        }
    }
}

extension EndpointID {
    /// The endpoint with this number in a group: both stand in the id, so an event needs no look-up table.
    init(group: GroupID, number: UInt32) {
        self.init(rawValue: group.rawValue << 32 | UInt64(number))
    }

    /// The group that the endpoint belongs to.
    var group: GroupID { GroupID(rawValue: rawValue >> 32) }
}
