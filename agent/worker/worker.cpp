#include "worker/worker.hpp"

#include "core/log.hpp"
#include "worker/plugin_library.hpp"

namespace hearth::worker {

void Worker::run() {
    while (const auto message = channel_.next())
        if (!handle(*message)) return;
}

bool Worker::handle(const Json& message) {
    const auto op = json_string(message, "op").value_or("");
    if (op == "stop" || op == "cancel") return false;
    if (op == "train") {
        send_result(model_.train(message.value("request", Json())));
        return false;
    }
    if (op == "evaluate") {
        send_result(model_.evaluate(message.value("request", Json())));
        return false;
    }
    if (op == "serve")
        serve(message);
    else if (op == "observe")
        observe(message);
    else if (op == "predict")
        reply_to(message, "prediction", "prediction",
                 model_.predict(message.value("request", Json::object())));
    else if (op == "explain")
        reply_to(message, "explanation", "explanation",
                 model_.explain(message.value("request", Json::object())));
    else
        static_cast<void>(channel_.send({{"op", "log"},
                                         {"level", "warning"},
                                         {"text", "unknown message '" + op.substr(0, 40) + "'"}}));
    return true;
}

void Worker::send_result(const Answer& answer) {
    Json out{{"op", "result"},
             {"status", to_string(answer.status)},
             {"error", answer.error},
             {"peak_rss_bytes", peak_rss_bytes()}};
    if (answer.status == HEARTH_OK) out["result"] = answer.reply;
    if (const Status sent = channel_.send(out); !sent)
        log::error("the result could not be sent error={}", sent.error().text);
}

void Worker::serve(const Json& message) {
    const Answer answer = model_.open(message.value("request", Json()));
    Json out{{"op", "ready"}, {"status", to_string(answer.status)}, {"error", answer.error}};
    if (answer.reply.is_object()) out.update(answer.reply);
    out["peak_rss_bytes"] = peak_rss_bytes();
    static_cast<void>(channel_.send(out));
}

void Worker::observe(const Json& message) {
    const Answer observed = model_.observe(message.value("sample", Json()));
    const auto predict = message.find("predict");
    if (predict == message.end() || !predict->is_object()) {
        if (observed.status != HEARTH_OK)
            static_cast<void>(channel_.send({{"op", "log"},
                                             {"level", "warning"},
                                             {"text", "a row was refused: " + observed.error}}));
        return;
    }
    reply_to(message, "prediction", "prediction",
             observed.status == HEARTH_OK ? model_.predict(*predict) : observed);
}

void Worker::reply_to(const Json& message, const char* op, const char* member,
                      const Answer& answer) {
    Json out{{"op", op},
             {"id", json_string(message, "id").value_or("")},
             {"status", to_string(answer.status)},
             {"error", answer.error}};
    if (answer.status == HEARTH_OK) out[member] = answer.reply;
    static_cast<void>(channel_.send(out));
}

}  // namespace hearth::worker
