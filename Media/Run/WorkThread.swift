internal import CLinux
internal import Glibc

/// A thread of our own, joined exactly once.
///
/// `@unchecked Sendable`: the handle is written before `init` returns and read only by `join`.
@safe final class WorkThread: @unchecked Sendable {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    private var handle = pthread_t()

    /// Starts `run` on a new thread with a name of at most 15 characters.
    init(name: String, run: @escaping @Sendable () -> Void) throws(SystemError) {
        let body = unsafe Unmanaged.passRetained(Body(name: name, run: run))
        let failure = unsafe pthread_create(
            &handle, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                unsafe yt_name_thread(body.name)
                body.run()
                return nil
            }, body.toOpaque())
        guard failure == 0 else {
            unsafe body.release()
            throw SystemError("start a thread", number: failure)
        }
    }

    /// Waits until the thread has ended.
    ///
    /// Called once.
    func join() {
        pthread_join(handle, nil)
    }
}
