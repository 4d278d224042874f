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
