// Linux system interfaces that Glibc's Swift overlay does not import.
#pragma once
#include <ifaddrs.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// `struct mmsghdr` and the calls that take it are hidden behind _GNU_SOURCE. Defining that here would
// give other types than Swift's import of Glibc has (fd_set), so only linux.c does. Same layout as
// the system's, which linux.c checks.
struct yt_message {
    struct msghdr header;
    unsigned int count;
};

/// recvmmsg(2) without a timeout and without blocking; the number of messages, or -1 and errno.
int yt_receive(int socket, struct yt_message *messages, unsigned int count);

/// sendmmsg(2) without blocking; the number of messages sent, or -1 and errno.
int yt_send(int socket, struct yt_message *messages, unsigned int count);

/// Names the calling thread for tools such as top (at most 15 characters).
void yt_name_thread(const char *name);

/// What a name in a folder is. `struct stat` itself belongs to several modules in Swift's eyes.
#define YT_ENTRY_OTHER 0
#define YT_ENTRY_FILE 1
#define YT_ENTRY_FOLDER 2

/// What `name` below the open folder is, without following a link; the size of a plain file in bytes.
int yt_entry_kind(int folder, const char *name, long *size);

/// A piece of shared memory that has a descriptor and that nobody can shrink or grow (memfd with
/// seals): a process that holds it cannot make another one fault. The descriptor, or -1 and errno.
int yt_shared_memory(const char *name, long size);

/// Copies bytes that another process may be writing at the same time. Each is read exactly once: what
/// was checked in the copy cannot change any more.
void yt_copy_once(void *target, const volatile void *source, long count);

/// Starts `path` with two arguments, in a process group of its own, without environment (but for the
/// loader's path), with the given descriptors as 3, 4, 5 … and no others but the standard ones, of
/// which 0 and 1 are /dev/null. The process number, or -1 and errno.
int yt_spawn(const char *path, const char *first, const char *second, const int *descriptors,
             int count);

/// pipe2(2), both ends closed in programs that are started: the reading end, then the writing one.
int yt_pipe(int *ends);

/// A descriptor that becomes readable when the process has ended (pidfd_open(2)), or -1 and errno.
int yt_process_descriptor(int process);

/// Kills a process and forgets it; it must be a child that was not waited for.
void yt_end_process(int process);

/// Why yt_enter_sandbox failed.
#define YT_SANDBOX_PARENT 1
#define YT_SANDBOX_LIMITS 2
#define YT_SANDBOX_PRIVILEGES 3
#define YT_SANDBOX_FILTER 4

/// Keeps the heap of the calling process in one piece that grows without mmap; called before other
/// threads exist.
void yt_keep_heap_together(void);

/// Gives up all rights of the calling process for good: it dies with its parent, gets no new
/// privileges, has no limits left to use, and may only wait for its descriptors, read and write eight
/// bytes of them, grow its heap, and end. Any other system call kills it. 0, or a reason of above.
int yt_enter_sandbox(void);

/// ppoll(2) without a timeout on two descriptors; 1 when the second has been hung up, else 0.
int yt_wait_or_hangup(int wakeup, int lifeline);
