// libsrtp2, the reference implementation of SRTP.
#pragma once
#include <srtp2/srtp.h>
