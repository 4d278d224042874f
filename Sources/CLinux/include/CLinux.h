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
