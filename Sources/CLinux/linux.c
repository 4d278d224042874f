#define _GNU_SOURCE
#include "CLinux.h"

#include <stddef.h>

_Static_assert(sizeof(struct yt_message) == sizeof(struct mmsghdr), "yt_message mirrors mmsghdr");
_Static_assert(offsetof(struct yt_message, count) == offsetof(struct mmsghdr, msg_len),
               "yt_message mirrors mmsghdr");

int yt_receive(int socket, struct yt_message *messages, unsigned int count) {
    return recvmmsg(socket, (struct mmsghdr *)messages, count, MSG_DONTWAIT, NULL);
}

int yt_send(int socket, struct yt_message *messages, unsigned int count) {
    return sendmmsg(socket, (struct mmsghdr *)messages, count, MSG_DONTWAIT);
}

void yt_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}
