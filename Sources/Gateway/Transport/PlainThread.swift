import CWebSockets
import Glibc

/// A thread outside Swift's pool, for code that blocks for as long as the process lives.
enum PlainThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread; `name` (at most 15 bytes) is seen in `top -H`.
    ///
    /// False if the kernel gives none.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(Body(body))
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard code == 0 else {
            unsafe box.release()
            return false
        }
        unsafe pthread_setname_np(thread, name)
        pthread_detach(thread)
        return true
    }
}
