// libopus, RFC 6716 and RFC 8251.
#pragma once
#include <opus/opus.h>
