@testable import Gateway

/// Runs blocking code on a thread of its own, so that it takes no thread from Swift's pool, which
/// the gateway under test needs.
func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        let started = PlainThread.start(name: "test") {
            continuation.resume(with: Result { try body() })
        }
        precondition(started, "the machine has a thread for a test")
    }
}
