// libwebsockets: TLS, HTTP/1.1 and WebSocket transport.
#pragma once
#include <libwebsockets.h>
