// A server with a few commands, its loop in a thread.
#pragma once

#include <future>
#include <stdexcept>
#include <thread>

#include "http/server.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::test {

class RunningServer {
public:
    static constexpr const char* kToken = "token-of-the-test";

    // Runs it on the loop and waits for it.
    template <class Function>
    auto on_loop(Function function) {
        auto task =
            std::make_shared<std::packaged_task<decltype(function())()>>(std::move(function));
        auto done = task->get_future();
        asio::post(loop, [task] { (*task)(); });
        return done.get();
    }

    explicit RunningServer(http::HttpLimits limits = {}) {
        registry.add({"echo", "Gives back its arguments", true, {{"text", "string", false, "any"}}},
                     [](const Json& arguments, const commands::Reply& reply) { reply(arguments); });
        registry.add({"change", "Changes something", false, {}},
                     [](const Json&, const commands::Reply& reply) { reply(Json("changed")); });
        registry.add({"silent", "Answers when told", true, {}},
                     [this](const Json&, const commands::Reply& reply) { held = reply; });
        http::HttpOptions options{folder.file("hearth.sock"), "127.0.0.1:0", kToken, limits};
        server = std::make_unique<http::HttpServer>(loop, registry, feed, options);
        if (const Status started = server->start(); !started)
            throw std::runtime_error(started.error().text);
        port = server->tcp_port();
        thread = std::thread([this] { loop.run(); });
    }
    ~RunningServer() {
        on_loop([this] { server->stop(); });
        work.reset();
        thread.join();
    }

    void publish(const std::string& kind, const Json& body) {
        on_loop([&] { feed.publish(kind, body); });
    }
    std::size_t watchers() {
        return on_loop([this] { return server->watchers(); });
    }
    std::string socket() const { return folder.file("hearth.sock"); }

    TemporaryFolder folder;
    asio::io_context loop;
    asio::executor_work_guard<asio::io_context::executor_type> work{loop.get_executor()};
    commands::CommandRegistry registry;
    Feed feed;
    commands::Reply held;  // of the command "silent"
    std::unique_ptr<http::HttpServer> server;
    std::uint16_t port = 0;
    std::thread thread;
};

}  // namespace hearth::test
