// What the voice masker's process needs of Linux: memory that two processes share, a way to start it,
// and a cage for it.
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int yt_shared_memory(const char *name, long size) {
    int memory = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) return -1;
    // Without the seals whoever holds the descriptor could cut the memory off under the other.
    if (ftruncate(memory, size) != 0 ||
        fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        int number = errno;
        close(memory);
        errno = number;
        return -1;
    }
    return memory;
}

void yt_copy_once(void *target, const volatile void *source, long count) {
    unsigned char *to = target;
    const volatile unsigned char *from = source;
    long place = 0;
    for (; count - place >= (long)sizeof(unsigned long); place += sizeof(unsigned long)) {
        unsigned long word = *(const volatile unsigned long *)(from + place);
        memcpy(to + place, &word, sizeof word);
    }
    for (; place < count; place++) to[place] = from[place];
}

// Descriptors are first moved up here, so that putting one in its place cannot close another.
#define MOVED_FROM 64

static int arrange(posix_spawn_file_actions_t *actions, const int *moved, int count) {
    int result = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (!result) result = posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
    for (int place = 0; place < count && !result; place++)
        result = posix_spawn_file_actions_adddup2(actions, moved[place], 3 + place);
    if (!result) result = posix_spawn_file_actions_addclosefrom_np(actions, 3 + count);
    return result;
}

// Signals as a new program expects them, whatever the parent blocks or ignores.
static int quieten(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setpgroup(attributes, 0);
    return posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

static int spawn(const char *path, char *const *arguments, const int *moved, int count) {
    char loader[4096];
    const char *libraries = getenv("LD_LIBRARY_PATH");
    char *environment[] = {NULL, NULL};
    if (libraries && strlen(libraries) < sizeof loader - 32) {
        snprintf(loader, sizeof loader, "LD_LIBRARY_PATH=%s", libraries);
        environment[0] = loader;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    pid_t process = -1;
    int result = arrange(&actions, moved, count);
    if (!result) result = quieten(&attributes);
    if (!result)
        result = posix_spawn(&process, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    errno = result;
    return result ? -1 : process;
}

int yt_spawn(const char *path, const char *first, const char *second, const int *descriptors,
             int count) {
    int *moved = calloc(count > 0 ? count : 1, sizeof *moved);
    if (!moved) return -1;
    int process = -1, ready = 0;
    while (ready < count) {
        moved[ready] = fcntl(descriptors[ready], F_DUPFD_CLOEXEC, MOVED_FROM + count);
        if (moved[ready] < 0) break;
        ready++;
    }
    if (ready == count) {
        char *arguments[] = {(char *)path, (char *)first, (char *)second, NULL};
        process = spawn(path, arguments, moved, count);
    }
    int number = errno;
    while (ready > 0) close(moved[--ready]);
    free(moved);
    errno = number;
    return process;
}

int yt_pipe(int *ends) {
    return pipe2(ends, O_CLOEXEC);
}

int yt_process_descriptor(int process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

void yt_end_process(int process) {
    kill(process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
    }
}

void yt_keep_heap_together(void) {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 4 << 20);
}

// Memory that the process may have in all: 64 voices need a hundredth of it.
#define MEMORY_MAX (512ul << 20)

static int limit(int resource, rlim_t value) {
    struct rlimit both = {value, value};
    return setrlimit(resource, &both);
}

static int limit_all(void) {
    // poll(2) wants the limit of descriptors to be no less than what it waits for.
    return limit(RLIMIT_NOFILE, 8) || limit(RLIMIT_FSIZE, 0) || limit(RLIMIT_CORE, 0) ||
           limit(RLIMIT_NPROC, 0) || limit(RLIMIT_MEMLOCK, 0) || limit(RLIMIT_DATA, MEMORY_MAX);
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the sandbox knows x86-64 and arm64"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define ALLOW_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##number, 0, 1), ALLOW
// A call with a length of eight: the counter of an eventfd, and nothing else worth having. Both words
// of the length are looked at (little endian: the low one first).
#define ALLOW_EIGHT(number)                                                                        \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##number, 0, 6),                                       \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),                \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 8, 0, 3),                                              \
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2]) + 4),            \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1), ALLOW, KILL

static int filter(void) {
    struct sock_filter rules[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        KILL,
        LOAD(nr),
        // On x86-64 the numbers of the x32 calls have this bit; none of ours has.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        KILL,
        ALLOW_CALL(ppoll),
        ALLOW_EIGHT(read),
        ALLOW_EIGHT(write),
        ALLOW_CALL(futex),
        ALLOW_CALL(brk),
        ALLOW_CALL(rt_sigreturn),
        ALLOW_CALL(restart_syscall),
        ALLOW_CALL(exit),
        ALLOW_CALL(exit_group),
        KILL,
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
    // For all threads, should a library have started one.
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

// What a library has to say about its own end is nothing for the server's log any more.
static int silence(void) {
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int result = null < 0 ? -1 : dup2(null, STDERR_FILENO);
    if (null >= 0) close(null);
    return result;
}

int yt_enter_sandbox(void) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return YT_SANDBOX_PARENT;
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || silence() < 0 || limit_all() != 0)
        return YT_SANDBOX_LIMITS;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return YT_SANDBOX_PRIVILEGES;
    return filter() == 0 ? 0 : YT_SANDBOX_FILTER;
}

int yt_wait_or_hangup(int wakeup, int lifeline) {
    struct pollfd both[] = {{wakeup, POLLIN, 0}, {lifeline, 0, 0}};
    if (ppoll(both, 2, NULL, NULL) < 0) return 0;
    return (both[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}
