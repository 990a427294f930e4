#include "scenarios/runner/scenario_run.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "scenarios/runner/expectation.hpp"

namespace hearth::scenarios {

namespace {

// "light.hall=on", or "light.hall=on by automation": what a message says of it.
Json event_of(const std::string& text) {
    const auto equals = text.find('=');
    const auto by = text.find(" by ");
    if (equals == std::string::npos)
        throw std::runtime_error("'" + text + "' is nothing that people do, such as light.hall=on");
    Json out = {{"entity_id", text.substr(0, equals)},
                {"state", text.substr(equals + 1, by - equals - 1)},
                {"old_state", "before"}};
    const std::string who = by == std::string::npos ? "anna" : text.substr(by + 4);
    if (who == "automation")
        out["context"] = {{"id", "c"}, {"parent_id", "p"}, {"user_id", nullptr}};
    else
        out["user_id"] = who;
    return out;
}

TimeUs span_of(const Json& argument, const char* key, const char* otherwise) {
    return parse_span(json_string(argument, key).value_or(otherwise));
}

}  // namespace

ScenarioRun::ScenarioRun(Scenario scenario)
    : scenario_(std::move(scenario)), folder_(scenario_), wall_us_(scenario_.start_us) {}

std::string ScenarioRun::play() {
    for (const Step& step : scenario_.steps) {
        std::string failure;
        try {
            failure = play(step);
        } catch (const std::exception& broken) {
            failure = broken.what();
        }
        if (!failure.empty())
            return scenario_.path + ":" + std::to_string(step.line) + ": " + step.verb + ": " +
                   failure;
    }
    return "";
}

void ScenarioRun::start() {
    host_ = std::make_unique<HostProcess>(folder_, wall_us_);
    if (!host_->refusal().empty())
        throw std::runtime_error("the engine did not start: " + host_->refusal());
}

Json ScenarioRun::ask(const Json& request) {
    if (!host_) start();
    Json answer = host_->ask(request);
    wall_us_ = json_integer(answer, "wall_us").value_or(wall_us_);
    return answer;
}

void ScenarioRun::home(const Json& argument) {
    Json events = Json::array();
    for (const Json& event : argument.at("does")) events.push_back(event_of(event));
    ask({{"op", "live"},
         {"count", argument.value("times", events.size())},
         {"every_us", span_of(argument, "every", "10m")},
         {"events", events}});
}

std::string ScenarioRun::play(const Step& step) {
    const Json& argument = step.argument;
    const auto text = [&] { return argument.get<std::string>(); };
    if (step.verb == "home")
        home(argument);
    else if (step.verb == "script")
        folder_.change_script(argument);
    else if (step.verb == "machine")
        folder_.set_machine(argument);
    else if (step.verb == "advance")
        ask({{"op", "advance"},
             {"us", parse_span(text())},
             {"step_us", span_of(step.more, "step", "10m")}});
    else if (step.verb == "jump")
        ask({{"op", "jump"}, {"us", parse_span(text())}});
    else if (step.verb == "message")
        ask({{"op", "message"},
             {"topic", argument.at("topic")},
             {"payload", argument.at("payload").is_string() ? argument.at("payload")
                                                            : Json(dump_json(argument["payload"]))},
             {"retained", argument.value("retained", false)}});
    else if (step.verb == "wait")
        ask({{"op", "wait"}, {"for", argument}});
    else if (step.verb == "kill")
        host_.reset();
    else if (step.verb == "restart") {
        host_.reset();
        wall_us_ += span_of(step.more, "after", "0s");
        start();
    } else if (step.verb == "command")
        return command(step);
    else if (step.verb == "expect")
        return expect(step);
    else if (step.verb == "remember")
        remembered_[text()] = answer_of(step.more.at("of"), step.more.value("with", Json::object()))
                                  .at(Json::json_pointer(step.more.at("at").get<std::string>()));
    else
        throw std::runtime_error("no such step");
    return "";
}

// "command: train", "with: {…}", and "refused: words" if it is to be refused.
std::string ScenarioRun::command(const Step& step) {
    const Json answer = ask({{"op", "command"},
                             {"name", step.argument},
                             {"arguments", step.more.value("with", Json::object())}});
    const bool refused = answer.value("refused", false);
    if (!step.more.contains("refused"))
        return refused ? "refused: " + dump_json(answer["reply"]) : "";
    if (!refused) return "not refused, but answered " + dump_json(answer["reply"]);
    return unmet(answer["reply"], {{"at", "/error"}, {"contains", step.more["refused"]}});
}

Json ScenarioRun::answer_of(const std::string& source, const Json& with) {
    if (source == "learning_log") return folder_.learning_log();
    if (source == "files_with") return folder_.files_with(with.at("text"));
    if (source == "remembered") return remembered_;
    if (source == "prediction") return ask({{"op", "prediction"}}).at("reply");
    Json arguments = with;
    static const std::set<std::string> kOfNoModel = {"status",      "models",  "schedule",
                                                     "automations", "suggest", "import_entities"};
    if (!kOfNoModel.contains(source) && !arguments.contains("model") &&
        scenario_.models.size() == 1)
        arguments["model"] = scenario_.models.front();
    return ask({{"op", "command"}, {"name", source}, {"arguments", arguments}}).at("reply");
}

// "expect: runs", "with: {…}", then one expectation in the step's own keys or several under "all".
std::string ScenarioRun::expect(const Step& step) {
    const Json answer = answer_of(step.argument, step.more.value("with", Json::object()));
    Json several = step.more.value("all", Json::array({step.more}));
    if (step.more.contains("all") && step.more.size() > (step.more.contains("with") ? 2U : 1U))
        throw std::runtime_error("beside 'all' only 'with' may stand");
    for (Json& one : several) {
        if (const auto name = json_string(one, "is_remembered")) {
            one.erase("is_remembered");
            one["is"] = remembered_.at(*name);
        }
        if (std::string failure = unmet(answer, one); !failure.empty()) return failure;
    }
    return "";
}

std::string ScenarioRun::log() const {
    std::ifstream file(folder_.log_file());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace hearth::scenarios
