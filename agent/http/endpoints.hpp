// The sockets that the server listens on. Errors are meant for the person who starts the daemon.
#pragma once

#include <string>

#include "core/result.hpp"
#include "http/session.hpp"

namespace hearth::http {

using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

// A listening Unix socket of mode 0660. A socket file that nobody listens on is removed first.
// kConflict when somebody does; kInvalid for a path that is too long or is no socket; kIo.
Result<Acceptor> listen_on_unix_socket(asio::io_context& loop, const std::string& path);

// A listening TCP socket at "host:port" or "[v6]:port", where the host is a loopback address.
// kInvalid for anything else, kConflict when the port is taken, kIo.
Result<Acceptor> listen_on_loopback(asio::io_context& loop, const std::string& address);

}  // namespace hearth::http
