// A publisher at full speed for tests and measurements: QoS 1 with a window, counting PUBACKs. It
// speaks MQTT 3.1.1 over a plain socket, so that it shares no thread and no lock with Paho in the
// same process.
//
// One thread. Throws std::runtime_error when the broker goes away or refuses.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::test {

class TestPublisher {
public:
    // window: messages that may be without PUBACK at a time, 1 to 10,000.
    TestPublisher(const std::string& host, int port, const std::string& client_id,
                  int window = 100);
    ~TestPublisher();
    TestPublisher(const TestPublisher&) = delete;
    TestPublisher& operator=(const TestPublisher&) = delete;

    // Waits while the window is full. Messages are collected into larger writes; flush() sends all.
    void publish(std::string_view topic, std::string_view payload, bool retain = false);
    // Until every PUBACK is there; false when that takes longer.
    bool flush(std::chrono::milliseconds within = std::chrono::seconds(30));

    std::int64_t sent() const { return sent_; }
    std::int64_t acked() const { return acked_; }

private:
    void send_all();
    // Reads what there is; waits at most so long for the first byte. False: nothing came.
    bool read_acks(std::chrono::milliseconds wait);
    void take_packets();

    int socket_ = -1;
    int window_;
    bool connected_ = false;
    std::uint16_t packet_id_ = 0;
    std::int64_t sent_ = 0, acked_ = 0;
    std::string out_, in_;
};

}  // namespace hearth::test
