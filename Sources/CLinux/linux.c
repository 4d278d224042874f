#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
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

int yt_entry_kind(int folder, const char *name, long *size) {
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return YT_ENTRY_OTHER;
    *size = status.st_size;
    if (S_ISREG(status.st_mode)) return YT_ENTRY_FILE;
    return S_ISDIR(status.st_mode) ? YT_ENTRY_FOLDER : YT_ENTRY_OTHER;
}
