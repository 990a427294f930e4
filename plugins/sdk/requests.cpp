#include "sdk/requests.hpp"

#include <cmath>

#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {

constexpr double kLongestSeconds = 7 * 86'400.0;
constexpr std::int64_t kMostRows = 10'000'000;

// Reads members of one object; remembers the first that is wrong.
class Members {
public:
    explicit Members(const Json& object) : object_(object) {
        if (!object.is_object()) error_ = bad_input("the request is no object");
    }

    const Json* find(const char* key) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    void path(const char* key, std::string& out, bool may_be_missing = false) {
        const Json* value = find(key);
        if (value == nullptr && may_be_missing) return;
        if (value == nullptr || !value->is_string() || value->get<std::string>().empty() ||
            value->get<std::string>().front() != '/')
            return fail(key, "must be an absolute path");
        out = value->get<std::string>();
    }

    void number(const char* key, double& out, double minimum, double maximum) {
        const Json* value = find(key);
        if (value == nullptr) return;
        const double given = value->is_number() ? value->get<double>() : NAN;
        if (!(given >= minimum && given <= maximum))
            return fail(key, "must be a number from " + dump_json(Json(minimum)) + " to " +
                                 dump_json(Json(maximum)));
        out = given;
    }

    void count(const char* key, std::size_t& out, std::int64_t minimum, std::int64_t maximum) {
        const Json* value = find(key);
        if (value == nullptr) return;
        const std::int64_t given = value->is_number_integer() ? value->get<std::int64_t>() : -1;
        if (given < minimum || given > maximum)
            return fail(key, "must be a whole number from " + std::to_string(minimum) + " to " +
                                 std::to_string(maximum));
        out = static_cast<std::size_t>(given);
    }

    void boolean(const char* key, bool& out) {
        const Json* value = find(key);
        if (value == nullptr) return;
        if (!value->is_boolean()) return fail(key, "must be true or false");
        out = value->get<bool>();
    }

    void time(const char* key, std::optional<TimeUs>& out) {
        const Json* value = find(key);
        if (value == nullptr) return;
        if (!value->is_number_integer()) return fail(key, "must be UTC microseconds");
        out = value->get<std::int64_t>();
    }

    void fail(const char* key, const std::string& problem) {
        std::string text = "'";
        text.append(key).append("' ").append(problem);
        if (!error_) error_ = bad_input(std::move(text));
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const Json& object_;
    std::optional<Error> error_;
};

Status read_weights(const Json& object, const char* name, WeightsReference& out) {
    Members members(object);
    members.path("weights", out.path);
    if (members.error()) return bad_input(std::string(name) + ": " + members.error()->text);
    out.sha256 = json_string(object, "sha256").value_or("");
    if (out.sha256.size() != 64)
        return bad_input(std::string(name) + ": 'sha256' must be 64 hex digits");
    return {};
}

Status read_split(const Json& object, SplitRules& rules) {
    Members members(object);
    members.number("holdout_fraction", rules.holdout_fraction, 0, 0.99);
    members.number("validation_fraction", rules.validation_fraction, 0, 0.9);
    members.time("holdout_after_us", rules.holdout_after_us);
    members.count("min_holdout", rules.min_holdout, 0, kMostRows);
    if (members.error()) return bad_input("split: " + members.error()->text);
    return {};
}

Status read_kind(const Json& request, bool& incremental) {
    const std::string kind = json_string(request, "kind").value_or("full");
    if (kind != "full" && kind != "incremental")
        return bad_input("'kind' must be 'full' or 'incremental'");
    incremental = kind == "incremental";
    return {};
}

}  // namespace

Result<TrainRequest> parse_train_request(const Json& request) {
    TrainRequest out;
    Members members(request);
    members.path("dataset", out.dataset);
    members.path("output", out.output);
    std::size_t seed = 0;
    members.count("seed", seed, 0, INT64_MAX);
    out.seed = seed;
    members.boolean("warm_start", out.warm_start);
    members.count("replay_rows", out.replay_rows, 0, kMostRows);
    members.boolean("online", out.online);
    members.number("checkpoint_every_s", out.checkpoint_every_s, 0, kLongestSeconds);
    members.number("max_seconds", out.max_seconds, 0.001, kLongestSeconds);
    if (members.error()) return *members.error();
    if (const Status ok = read_kind(request, out.incremental); !ok) return ok.error();
    if (const Json* split = members.find("split"))
        if (const Status ok = read_split(*split, out.split); !ok) return ok.error();
    if (const Json* incumbent = members.find("incumbent")) {
        if (const Status ok = read_weights(*incumbent, "incumbent", out.incumbent.emplace()); !ok)
            return ok.error();
    }
    if (out.warm_start && !out.incumbent)
        return bad_input("'warm_start' needs an 'incumbent' to start from");
    if (const Json* options = members.find("options")) out.options = *options;
    return out;
}

Result<ServeRequest> parse_serve_request(const Json& request) {
    ServeRequest out;
    Members members(request);
    members.path("dataset", out.dataset, true);
    if (members.error()) return *members.error();
    if (members.find("weights") != nullptr) {
        if (const Status ok = read_weights(request, "serve", out.weights.emplace()); !ok)
            return ok.error();
    }
    if (const Json* options = members.find("options")) out.options = *options;
    return out;
}

Result<EvaluateRequest> parse_evaluate_request(const Json& request) {
    EvaluateRequest out;
    Members members(request);
    members.path("dataset", out.dataset);
    std::size_t seed = 0;
    members.count("seed", seed, 0, INT64_MAX);
    out.seed = seed;
    out.protocol = Json::object();
    if (const Json* protocol = members.find("protocol")) {
        if (!protocol->is_object()) members.fail("protocol", "must be an object");
        out.protocol = *protocol;
    }
    if (members.error()) return *members.error();
    if (const Json* options = members.find("options")) out.options = *options;
    return out;
}

Result<PredictRequest> parse_predict_request(const Json& request) {
    PredictRequest out;
    Members members(request);
    members.count("top", out.top, 1, 1000);
    members.time("now_us", out.now_us);
    members.boolean("beside", out.beside);
    if (members.error()) return *members.error();
    return out;
}

}  // namespace hearth::sdk
