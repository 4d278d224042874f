// libwebsockets: TLS, HTTP/1.1 and WebSocket transport.
#pragma once
#include <libwebsockets.h>
#include <pthread.h>
#include <sys/socket.h>

// GNU extensions that Swift's Glibc module does not import.
int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);
int pthread_setname_np(pthread_t thread, const char *name);
const char *strerrorname_np(int code);
const char *strerrordesc_np(int code);

// LWS_PRE is a computed macro, which Swift does not import; OutboundMessage.headroom mirrors it.
_Static_assert(LWS_PRE == 16, "OutboundMessage.headroom");

// CONTEXT_PORT_NO_LISTEN_SERVER and the option flags are 64-bit shift expressions in macros.
static inline int yt_port_none_server(void) { return CONTEXT_PORT_NO_LISTEN_SERVER; }
static inline uint64_t yt_context_options(void) {
    return LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
           LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
}
// The vhost gets its certificate from the LOAD_EXTRA_SERVER_VERIFY_CERTS callback.
static inline uint64_t yt_vhost_options(void) {
    return LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_CREATE_VHOST_SSL_CTX |
           LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
}
// A macro over lws_set_timeout with a negative time.
static inline void yt_close_soon(struct lws *wsi) {
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}
