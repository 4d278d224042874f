import Evidence
import Foundation
import Logging
import Media
import Services
import Storage

/// A whole court in one process, on the real disk and the real media plane; only WebSockets are without network.
final class LoadedCourt: Sendable {
    /// Hearings that are brought into session at a time.
    private static let openingWidth = 16

    let folder: URL
    let database: CourtDatabase
    let media: WatchedMedia
    let booker: Booker
    let admission: Admission
    let offer: BrowserOffer
    private let register: HearingRegister
    private let reception: Reception
    private let work: [Task<Void, Never>]

    /// Opens a court whose data go to this folder, which is made anew.
    init(folder: URL, root: URL, endpoints: Int) throws {
        self.folder = folder
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let directory = try DataDirectory(
            path: folder.appending(path: "data").path, place: "node-1")
        database = directory.database
        let stores = CourtStores(
            database: directory.database,
            keys: try KeyStore(disk: LinuxDisk(), directory: folder.appending(path: "keys").path),
            segments: directory.segments)
        let server = try MediaServer(
            settings: MediaSettings(
                firstPort: 0, bindHost: "127.0.0.1", endpointsMax: endpoints + 16))
        media = WatchedMedia(server)
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let clocks = Clocks(
            now: { Moment(wallMicroseconds: WallTime.now().microseconds, instant: .now()) },
            wait: { duration in try? await Task.sleep(for: duration) })
        register = HearingRegister(
            media: media, stores: stores,
            identity: ServerIdentity(
                domain: "court.example", boot: Bytes16(1, 2), build: .hash([3])),
            clocks: clocks, settings: HearingSettings(), logger: logger)
        reception = Reception(register: register, stores: stores, clocks: clocks, logger: logger)
        admission = Admission(register: register, stores: stores, clocks: clocks)
        booker = Booker(bookings: stores.bookings, clocks: clocks)
        offer = try BrowserOffer(
            file: root.appending(path: "Tests/Vectors/sdp/chromium-156.sdp").path,
            fingerprint: try MediaPeer.fingerprint())
        let dispatch = MediaDispatch(
            register: register, segments: SegmentQueue(directory.segments), logger: logger)
        work = [
            Task { [media] in
                await dispatch.carry(
                    server.events.map { batch in
                        media.look(at: batch)
                        return batch
                    })
            },
            Task { await dispatch.write(server.bundles) },
            Task { [register] in await register.run() },
        ]
    }

    /// A page opens its WebSocket.
    func connect(_ line: SeatLine) {
        let reception = reception
        Task { await reception.receive(line, messages: line.messages) }
    }

    /// Brings so many hearings into session.
    func open(_ count: Int) async throws -> [LoadedHearing] {
        try await withThrowingTaskGroup(of: LoadedHearing.self) { group in
            var opened: [LoadedHearing] = []
            for number in 0..<count {
                if number >= Self.openingWidth,
                    let next = try await group.next()
                {
                    opened.append(next)
                }
                group.addTask { try await LoadedHearing(number: number, in: self) }
            }
            for try await next in group { opened.append(next) }
            return opened
        }
    }
}
