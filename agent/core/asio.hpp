// Boost.Asio, included the way that works with Boost 1.74 under GCC 12 in C++20: its awaitable.hpp
// uses std::exchange without including <utility>.
#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace hearth {
namespace asio = boost::asio;
}
