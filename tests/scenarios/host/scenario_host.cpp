#include "scenarios/host/scenario_host.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "core/file.hpp"
#include "core/iso_time.hpp"

namespace hearth::scenarios {

namespace {

constexpr auto kPatience = std::chrono::seconds(30);
constexpr auto kSlice = std::chrono::milliseconds(2);
constexpr TimeUs kTick = kMicrosPerMinute;

Error failed(const std::string& text) { return Error{ErrorCode::kInternal, text}; }

}  // namespace

ScenarioHost::ScenarioHost(HostOptions options)
    : options_(std::move(options)),
      clock_(options_.wall_us),
      engine_(loop_, clock_, options_.settings, handlers(),
              training::MachineProbe(options_.machine_root)) {}

engine::EngineHandlers ScenarioHost::handlers() {
    engine::EngineHandlers out;
    out.on_prediction = [this](Json prediction) {
        ++predictions_;
        last_prediction_ = std::move(prediction);
    };
    out.agent_status = [this] { return Json{{"events", engine_.event_counts()}}; };
    return out;
}

Status ScenarioHost::start() {
    if (Status done = engine_.make(); !done) return done;
    if (Status done = engine_.start(); !done) return done;
    engine_.broker_connected();
    engine_.tick();
    return settle();
}

template <typename Condition>
Status ScenarioHost::run_until(Condition condition, const char* what) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until)
            return failed(std::string("waited in vain for: ") + what);
        loop_.restart();
        loop_.run_one_for(kSlice);
    }
    return {};
}

Status ScenarioHost::settle() {
    if (!held()) return wait_until_idle();
    loop_.restart();
    loop_.poll();
    return run_until([this] { return engine_.queue() == 0 && !engine_.answering(); },
                     "the messages to be processed and the models to answer");
}

Status ScenarioHost::wait_until_idle() {
    return run_until(
        [this] {
            loop_.restart();
            loop_.poll();
            return !engine_.busy();
        },
        "everything that is under way to end");
}

bool ScenarioHost::held() const {
    const auto text = read_file(options_.settings.data_folder + "/script.json");
    const auto script = text ? parse_json(*text) : Result<Json>(text.error());
    return script && json_bool(*script, "hold").value_or(false);
}

Status ScenarioHost::wait_for_training() {
    return run_until(
        [this] {
            const auto& models = engine_.models();
            return std::any_of(models.begin(), models.end(), [this](const auto& model) {
                const auto progress = engine_.context().trainer.progress_of(model.manifest.name);
                return progress && progress->is_object();
            });
        },
        "a training to be under way");
}

Status ScenarioHost::publish(const Json& event) {
    Json payload = event;
    payload["time"] = format_iso_time(clock_.wall_us());
    engine_.on_message("plain/scenario", dump_json(payload), false);
    return settle();
}

Status ScenarioHost::live(const Json& request) {
    const std::int64_t count = json_integer(request, "count").value_or(0);
    const TimeUs every = json_integer(request, "every_us").value_or(kTick);
    const Json& events = request.at("events");
    for (std::int64_t i = 0; i < count; ++i) {
        clock_.advance(every);
        engine_.tick();
        if (Status done = publish(events[static_cast<std::size_t>(i) % events.size()]); !done)
            return done;
    }
    return {};
}

Status ScenarioHost::advance(const Json& request) {
    TimeUs left = json_integer(request, "us").value_or(0);
    const TimeUs step = json_integer(request, "step_us").value_or(kTick);
    while (left > 0) {
        clock_.advance(std::min(left, step));
        left -= std::min(left, step);
        engine_.tick();
        if (Status done = settle(); !done) return done;
    }
    return {};
}

Json ScenarioHost::command(const Json& request) {
    std::optional<Result<Json>> reply;
    engine_.registry().run(json_string(request, "name").value_or(""),
                           request.value("arguments", Json::object()),
                           [&](Result<Json> answer) { reply = std::move(answer); });
    if (Status done = run_until([&] { return reply.has_value(); }, "the answer to the command");
        !done)
        return {{"error", done.error().text}};
    if (Status done = settle(); !done) return {{"error", done.error().text}};
    if (*reply) return {{"reply", **reply}};
    return {{"reply", {{"error", (*reply).error().text}}}, {"refused", true}};
}

Json ScenarioHost::handle(const Json& request) {
    const std::string op = json_string(request, "op").value_or("");
    Json out = {{"wall_us", clock_.wall_us()}};
    Status done;
    if (op == "message") {
        engine_.on_message(json_string(request, "topic").value_or(""),
                           json_string(request, "payload").value_or(""),
                           json_bool(request, "retained").value_or(false));
        done = settle();
    } else if (op == "live") {
        done = live(request);
    } else if (op == "advance") {
        done = advance(request);
    } else if (op == "jump") {
        clock_.jump_to(clock_.wall_us() + json_integer(request, "us").value_or(0));
        engine_.tick();
        done = settle();
    } else if (op == "command") {
        out.update(command(request));
    } else if (op == "wait") {
        done = json_string(request, "for") == "training" ? wait_for_training() : wait_until_idle();
    } else if (op == "prediction") {
        out["reply"] = last_prediction_;
        out["reply"]["count"] = predictions_;
    } else {
        done = failed("unknown op " + op);
    }
    out["wall_us"] = clock_.wall_us();
    if (!done) out["error"] = done.error().text;
    return out;
}

}  // namespace hearth::scenarios
