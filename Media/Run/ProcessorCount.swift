internal import Glibc

/// How many processors the system runs on.
enum ProcessorCount {
    /// Those that are online now, at least 1.
    static var online: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
