// The socket to the daemon: whole messages in both directions (core/frame.hpp), and SIGTERM, which
// is as good as a "stop".
//
// One thread. Waiting and looking are apart: next() waits, poll() only looks, so that a training
// run can ask between two batches whether it was cancelled.
#pragma once

#include <deque>
#include <optional>

#include "core/frame.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::worker {

class Channel {
public:
    // Takes over `fd`. Blocks SIGTERM for the calling thread and all it will start: create it
    // before any library starts threads. kIo, kInvalid (fd is no socket).
    static Result<Channel> open(int fd);

    Channel(Channel&& other) noexcept;
    Channel& operator=(Channel&&) = delete;
    ~Channel();

    // Waits for the next message; nothing: the daemon is gone, SIGTERM came, or the stream cannot
    // be trusted any more (the reason is in closed_because()).
    std::optional<Json> next();

    // Takes in what has arrived, without waiting, and hands out the next message if there is one.
    std::optional<Json> poll();

    bool is_closed() const { return is_closed_; }
    const std::string& closed_because() const { return closed_because_; }

    // kIo when the daemon is gone, kTooLarge.
    Status send(const Json& message);

private:
    Channel(int fd, int signal_fd) : fd_(fd), signal_fd_(signal_fd) {}
    // Waits up to timeout_ms (-1: for ever) for something to read and reads it.
    void receive(int timeout_ms);
    void read_socket();
    void decode();
    void close(std::string reason);
    std::optional<Json> take();

    int fd_;
    int signal_fd_;
    FrameDecoder decoder_;
    std::deque<Json> waiting_;
    bool is_closed_ = false;
    std::string closed_because_;
};

}  // namespace hearth::worker
