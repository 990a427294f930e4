// Carries the precompiled header of the rooms that use Boost.Asio; there is nothing to compile.
#include "core/asio.hpp"
