#include "scenarios/scripted_plugin/scripted_training.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "scenarios/scripted_plugin/script.hpp"

namespace hearth::scripted {

namespace {

struct Rows {
    std::vector<std::int64_t> times;  // of the target rows that may be learned from or judged with
    std::int64_t anchor = 0, replay = 0, fresh = 0;
};

Rows read_rows(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const auto header = parse_json(line);
    const std::int64_t new_after =
        header ? json_integer(*header, "new_after_us").value_or(0) : std::int64_t{0};
    Rows out;
    while (std::getline(file, line)) {
        const auto row = parse_json(line);
        if (!row || !json_bool(*row, "target").value_or(true)) continue;
        if (json_bool(*row, "anchor").value_or(false)) {
            ++out.anchor;
            continue;
        }
        const std::int64_t time = json_integer(*row, "t").value_or(0);
        out.times.push_back(time);
        if (json_bool(*row, "replay").value_or(false)) ++out.replay;
        if (time > new_after) ++out.fresh;
    }
    std::sort(out.times.begin(), out.times.end());
    return out;
}

struct Split {
    std::int64_t train = 0, holdout = 0, trained_through_us = 0;
};

Split split_of(const Rows& rows, const Json& request) {
    const Json wanted = request.value("split", Json::object());
    const double fraction = json_number(wanted, "holdout_fraction").value_or(0.2);
    const std::int64_t after = json_integer(wanted, "holdout_after_us").value_or(0);
    const auto all = static_cast<std::int64_t>(rows.times.size());
    Split out;
    out.train = static_cast<std::int64_t>((1 - fraction) * static_cast<double>(all));
    while (out.train < all && rows.times[static_cast<std::size_t>(out.train)] <= after) ++out.train;
    out.holdout = all - out.train;
    if (out.train > 0) out.trained_through_us = rows.times[static_cast<std::size_t>(out.train - 1)];
    return out;
}

constexpr std::size_t kHoardedBytes = std::size_t{4} << 20;  // more each time

// Stands still, or takes more and more memory, until the scenario kills it, cancels it or wants it
// no more.
Status hold(const std::string& data_folder, const TrainingHost& host) {
    host.progress({{"phase", "fit"}, {"fraction", 0.5}});
    std::vector<std::vector<char>> hoarded;
    for (;;) {
        const Json script = read_script(data_folder);
        const bool hoards = json_bool(script, "hoard").value_or(false);
        if (!hoards && !json_bool(script, "hold").value_or(false)) return {};
        if (host.is_cancelled()) return Error{ErrorCode::kCancelled, "cancelled"};
        if (hoards) hoarded.emplace_back(kHoardedBytes, 'x');
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

Json scores_of(const Json& script, const Json& request) {
    Json out = {{"model", {{"top1", 0.8}}}, {"guess", {{"top1", 0.5}}}};
    out.update(script.value("scores", Json::object()));
    const Json incumbent = request.value("incumbent", Json());
    if (!incumbent.is_object())
        out.erase("incumbent");
    else if (!out.contains("incumbent"))
        out["incumbent"] = read_object(json_string(incumbent, "weights").value_or(""))
                               .value("scores", Json::object());
    return out;
}

Result<Json> write_weights(const Json& script, const Json& request, const Json& scores) {
    const auto data = sha256_of_file(json_string(request, "dataset").value_or(""));
    if (!data) return data.error();
    const std::string text = dump_json({{"answers", script.value("answers", Json::object())},
                                        {"scores", scores["model"]},
                                        {"seed", request.value("seed", Json())},
                                        {"data", *data}});
    const std::string path = json_string(request, "output").value_or("") + "/weights.safetensors";
    if (Status written = write_file_atomically(path, text); !written) return written.error();
    return Json{
        {"file", "weights.safetensors"}, {"sha256", sha256_hex(text)}, {"bytes", text.size()}};
}

}  // namespace

Result<Json> train(const Json& request, const TrainingHost& host) {
    const std::string data_folder = folder_above(json_string(request, "output").value_or(""), 2);
    if (Status done = hold(data_folder, host); !done) return done.error();
    const Json script = read_script(data_folder);
    if (json_bool(script, "crash").value_or(false)) ::_exit(9);
    if (const auto words = json_string(script, "fail")) return Error{ErrorCode::kInternal, *words};
    const Rows rows = read_rows(json_string(request, "dataset").value_or(""));
    const Split split = split_of(rows, request);
    const bool full = json_string(request, "kind") == "full";
    Json result;
    result["scores"] = scores_of(script, request);
    const auto weights = write_weights(script, request, result["scores"]);
    if (!weights) return weights.error();
    result["weights"] = *weights;
    result["rows"] = {{"train", full ? split.train : std::min(rows.fresh, split.train)},
                      {"validation", 0},
                      {"holdout", json_integer(script, "holdout").value_or(split.holdout)},
                      {"replay", full ? 0 : rows.replay},
                      {"classes", 1},
                      {"skipped", 0}};
    if (script.contains("anchor"))
        result["anchor"] = {{"rows", rows.anchor}, {"scores", {{"model", script["anchor"]}}}};
    result["intervals"] = Json::array();
    result["loss_curve"] = Json::array();
    result["feature_schema"] = 1;
    result["trained_through_us"] = split.trained_through_us;
    result["smoke"] = {{"finite", json_bool(script, "finite").value_or(true)},
                       {"constant", json_bool(script, "constant").value_or(false)}};
    result["seconds"] = 0.0;
    result["seed"] = request.value("seed", Json());
    return result;
}

}  // namespace hearth::scripted
