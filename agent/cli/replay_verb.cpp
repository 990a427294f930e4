// replay: publishes a recorded log as Home Assistant would have, and checks that the daemon stored
// all of it.
#include <memory>
#include <ostream>

#include "cli/broker_arguments.hpp"
#include "cli/command_line.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_bar.hpp"
#include "cli/publishing.hpp"
#include "cli/stored_check.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"
#include "core/iso_time.hpp"
#include "mqtt/paho_session.hpp"
#include "recording/log_reader.hpp"
#include "recording/replay_plan.hpp"

namespace hearth::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBarWidth = 24;

struct ReplayArguments {
    std::string log;
    BrokerArguments broker;
    std::string speed = "max", format = "statestream", base, time_zone = "UTC", columns;
    std::size_t limit = 0;
};

struct Replay {
    std::size_t rows = 0;  // of the log
    std::vector<HomeEvent> events;
    HomeFormat format;
    ReplaySpeed speed;
};

Result<Replay> prepare(const ReplayArguments& arguments) {
    Replay out;
    const auto speed = parse_replay_speed(arguments.speed);
    if (!speed) return speed.error();
    const auto format =
        parse_ha_format(arguments.format == "plain_json" ? "plain" : arguments.format);
    if (!format) return format.error();
    const auto zone = TimeZone::find(arguments.time_zone);
    if (!zone) return zone.error();
    ReadOptions reading;
    reading.ends = true;
    if (!arguments.columns.empty()) {
        auto columns = parse_column_names(arguments.columns);
        if (!columns) return columns.error();
        reading.columns = *std::move(columns);
    }
    auto log = read_log(arguments.log, reading);
    if (!log) return log.error();
    if (arguments.limit > 0 && log->events.size() > arguments.limit)
        log->events.resize(arguments.limit);
    out.rows = log->events.size();
    out.events = plan_replay(*log, *zone);
    out.format = {*format, arguments.base};
    out.speed = *speed;
    if (out.events.empty())
        return Error{ErrorCode::kInvalid, arguments.log + " has no events to replay"};
    return out;
}

// One replay, from the connection to the report.
class ReplayRun {
public:
    ReplayRun(const Console& console, const CommonOptions& common, const Replay& replay)
        : console_(console),
          common_(common),
          replay_(replay),
          progress_(console.err, clock_, console.terminal, console.width) {}

    int run(const ReplayArguments& arguments, const ApiAddress& address) {
        find_daemon(address);
        asio::io_context loop;
        PahoSession session(
            broker_options(arguments.broker, "hearth-replay"),
            [&loop](std::function<void()> task) { asio::post(loop, std::move(task)); }, clock_);
        Delivery delivery(session, loop);
        if (const Status connected = delivery.connect(10s); !connected)
            return fail(console_, common_, connected.error());
        began_us_ = clock_.steady_us();
        Publishing publishing(delivery, flow_ ? &*flow_ : nullptr, clock_, {replay_.format},
                              replay_.speed);
        const PublishingOutcome outcome =
            publishing.run([this] { return next(); },
                           [this](const PublishingCounts& counts) { return on_turn(counts); });
        seconds_ = static_cast<double>(clock_.steady_us() - began_us_) / kMicrosPerSecond;
        progress_.finish();
        return report(outcome);
    }

private:
    // Without a daemon the log is published all the same, only unchecked.
    void find_daemon(const ApiAddress& address) {
        flow_.emplace(address, clock_);
        const auto status = flow_->begin();
        if (!status) {
            flow_.reset();
            console_.note("not checked whether anything is stored: " + status.error().text);
        } else if (status->contains("mqtt") &&
                   !json_bool(status->at("mqtt"), "connected").value_or(true)) {
            console_.note("the daemon is not connected to its broker at the moment");
        }
    }

    std::optional<HomeEvent> next() {
        if (position_ == replay_.events.size()) return std::nullopt;
        return replay_.events[position_++];
    }

    bool on_turn(const PublishingCounts& counts) {
        const double seconds =
            static_cast<double>(clock_.steady_us() - began_us_) / kMicrosPerSecond;
        const auto total = static_cast<double>(replay_.events.size());
        const auto done = static_cast<double>(counts.events);
        const double rate = seconds > 0 ? done / seconds : 0;
        std::string line = "replay " + bar(done / total, kBarWidth) + "  " +
                           format_count(counts.events) + " / " +
                           format_count(static_cast<std::int64_t>(replay_.events.size())) +
                           " events  " + format_count(static_cast<std::int64_t>(rate)) + "/s";
        if (rate > 0 && seconds > 1) line += "  ETA " + format_duration((total - done) / rate);
        progress_.show({line});
        return !guard_.interrupted();
    }

    int report(const PublishingOutcome& outcome) {
        Json result{{"rows", replay_.rows},
                    {"events", outcome.counts.events},
                    {"events_planned", replay_.events.size()},
                    {"messages", outcome.counts.messages},
                    {"seconds", seconds_},
                    {"complete", !outcome.stopped && !outcome.failure},
                    {"checked", false}};
        if (outcome.counts.events > 0)
            result["last_event"] = format_iso_time(outcome.counts.last_event_us);
        if (outcome.failure) {
            show(result);
            return fail(console_, CommonOptions{}, *outcome.failure);
        }
        bool stored_all = true;
        if (flow_) stored_all = check_stored(outcome, result);
        show(result);
        return outcome.stopped || !stored_all ? kFailed : kSuccess;
    }

    bool check_stored(const PublishingOutcome& outcome, Json& result) {
        const auto stop = [&](const EventCounts& counts) {
            progress_.show({"waiting for the daemon: " + format_count(counts.stored) + " of " +
                            format_count(outcome.counts.events) + " events stored"});
            // A stopped replay is not waited for: what is stored by now is reported.
            return outcome.stopped || guard_.interrupted();
        };
        const auto counts = wait_until_stored(*flow_, outcome.counts.events, clock_, stop);
        progress_.finish();
        if (!counts) {
            console_.print_error(counts.error());
            return false;
        }
        result["checked"] = true;
        result["received"] = counts->received;
        result["stored"] = counts->stored;
        result["duplicate"] = counts->duplicate;
        result["quarantined"] = counts->quarantined;
        return counts->stored == outcome.counts.events;
    }

    void show(const Json& result) const {
        if (common_.json) return console_.print_json(result);
        const auto count = [&](const char* key) {
            return format_count(json_integer(result, key).value_or(0));
        };
        std::ostream& out = console_.out;
        const std::string effort =
            count("messages") + " messages, " + format_duration(seconds_) + ".\n";
        if (result.at("complete").get<bool>())
            out << "Published " << count("rows") << " rows as " << count("events") << " events in "
                << effort;
        else
            out << "Stopped after " << count("events") << " of " << count("events_planned")
                << " events" << last_event_text(result) << "; " << effort;
        if (result.at("checked").get<bool>()) show_stored(result);
        out.flush();
    }

    static std::string last_event_text(const Json& result) {
        const auto last = json_string(result, "last_event");
        return last ? ", at " + short_time(*last) + " UTC" : "";
    }

    void show_stored(const Json& result) const {
        const std::int64_t stored = result.at("stored").get<std::int64_t>();
        const std::int64_t published = result.at("events").get<std::int64_t>();
        const bool same = stored == published;
        console_.out << console_.style(same ? Tone::kGood : Tone::kBad,
                                       "Stored    " + format_count(stored) + " events" +
                                           (same ? ": all that were published." : "."))
                     << "\n";
        if (same) return;
        console_.out << "That differs from the " << format_count(published)
                     << " published: the daemon received " << format_value(result.at("received"))
                     << " messages, found " << format_value(result.at("duplicate"))
                     << " duplicates and quarantined " << format_value(result.at("quarantined"))
                     << ".\n";
        if (result.at("duplicate").get<std::int64_t>() > 0)
            console_.out << "Duplicates are events that it knew already, as after a replay of the "
                            "same log.\n";
        if (stored > published)
            console_.out << "Something else publishes to the same topics, too.\n";
    }

    const Console& console_;
    const CommonOptions& common_;
    const Replay& replay_;
    SystemClock clock_;
    ProgressBar progress_;
    InterruptGuard guard_;
    std::optional<FlowControl> flow_;
    std::size_t position_ = 0;
    TimeUs began_us_ = 0;
    double seconds_ = 0;
};

int replay(const Console& console, const CommonOptions& common, const ReplayArguments& arguments) {
    const auto prepared = prepare(arguments);
    if (!prepared) return fail(console, common, prepared.error());
    const auto address = address_of(common);
    if (!address) return fail(console, common, address.error());
    return ReplayRun(console, common, *prepared).run(arguments, *address);
}

}  // namespace

void add_replay_verb(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<ReplayArguments>();
    CLI::App* verb =
        add_verb(app, invocation, "replay", "Publish a recorded log as Home Assistant would have");
    verb->add_option("LOG", arguments->log, "Recorded log (CSV, .xz, Hearth's export, a folder)")
        ->required();
    add_broker_options(verb, arguments->broker);
    verb->add_option("--speed", arguments->speed, "1 for real time, a number such as 60, or max")
        ->capture_default_str();
    verb->add_option("--format", arguments->format, "How Home Assistant publishes")
        ->check(CLI::IsMember({"statestream", "eventstream", "plain_json"}))
        ->capture_default_str();
    verb->add_option("--base", arguments->base,
                     "Base topic (default: ha_state; eventstream: ha/events; plain_json: ha_json)");
    verb->add_option("--time-zone", arguments->time_zone, "Zone of times without one (IANA name)")
        ->capture_default_str();
    verb->add_option("--columns", arguments->columns,
                     "Columns of an unknown CSV: time=NAME,entity=NAME,state=NAME");
    verb->add_option("--limit", arguments->limit, "Only the first so many events of the log")
        ->check(CLI::PositiveNumber);
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return replay(console, invocation.common, *arguments);
        };
    });
}

}  // namespace hearth::cli
