// A real mosquitto for tests: on a free loopback port, with a folder of its own, gone at the end.
//
//   if (!Mosquitto::available()) { BOOST_TEST_MESSAGE("skipped: …"); return; }
//
// Create it on a thread that lives as long as the test: the broker ends with that thread.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "support/temporary_folder.hpp"

namespace hearth::test {

class Mosquitto {
public:
    struct Options {
        bool persistence = false;        // saved after every change, at the latest a second later
        std::vector<std::string> lines;  // more lines of mosquitto.conf
    };

    // Is /usr/sbin/mosquitto there?
    static bool available();

    // Started and accepting connections when it returns. Throws std::runtime_error with the
    // broker's log if it does not come up.
    Mosquitto() : Mosquitto(Options{}) {}
    explicit Mosquitto(Options options);
    ~Mosquitto();
    Mosquitto(const Mosquitto&) = delete;
    Mosquitto& operator=(const Mosquitto&) = delete;

    int port() const { return port_; }
    // "localhost" as the host, which is what test certificates name.
    std::string uri(const std::string& scheme = "tcp") const;
    std::string log() const;
    const TemporaryFolder& folder() const { return folder_; }

    void kill();       // at once, as the OOM killer does
    void terminate();  // in good order; with persistence, everything is saved
    void start();      // again, on the same port
    void forget();     // removes what was saved; only while it is not running

private:
    void write_configuration() const;
    void launch();
    bool wait_until_up();
    void end(int signal);

    Options options_;
    TemporaryFolder folder_;
    int port_ = 0;
    pid_t process_ = 0;
};

}  // namespace hearth::test
