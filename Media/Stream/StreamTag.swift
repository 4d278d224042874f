/// A worker's own number for one published RTP stream (one layer of one medium of one endpoint).
///
/// A tag is never used again in the life of a worker, so that nothing kept under it (a resend
/// history, a slot's source) can ever be taken for a later stream.
struct StreamTag: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt32
}
