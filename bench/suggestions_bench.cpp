// What Hearth proposes to the simulated home, judged by the habits that are built into it.
//
// The home is played through the daemon's engine day by day. Each suggestion is judged by the
// routines of the residents, and answered: a right one is accepted, a wrong one turned down, so
// that the next ones come. The same seed and weeks give the same suggestions.
//
//   suggestions_bench [--weeks 8] [--seed 1]… [--yaml] [--check]
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "automation/tree_json.hpp"
#include "automation/validator.hpp"
#include "core/log.hpp"
#include "played_home.hpp"
#include "routine_truth.hpp"
#include "simulation/home.hpp"
#include "suggestions/habit_finding.hpp"

using namespace hearth;

namespace {

struct Judged {
    Json suggestion;
    bool right = false, repeated = false, valid = false;
};

class Play {
public:
    Play(std::uint64_t seed, int weeks)
        : home_(seed, {weeks, {2026, 1, 5}, TimeZone::find("Europe/Berlin").value()}),
          next_(home_.next()),
          played_(next_->changed_us - bench::PlayedHome::kTick, handlers(),
                  {"home.time_zone=Europe/Berlin", "home.simulated=true",
                   "suggestions.most_a_day=10"}) {}

    std::vector<Judged> run() {
        for (; next_; next_ = home_.next()) {
            played_.receive(*next_);
            answer_new_ones();
        }
        if (!played_.ask("anomalies").is_array())
            throw std::runtime_error("the engine cannot tell what is strange");
        return std::move(judged_);
    }
    int anomalies() const { return anomalies_; }

private:
    engine::EngineHandlers handlers() {
        engine::EngineHandlers out;
        out.on_suggestion = [this](const suggestions::Suggestion& one) {
            new_ones_.push_back(one.id);
        };
        out.on_anomaly = [this](const anomalies::Anomaly& one) {
            std::printf("  strange  %s\n", one.text.c_str());
            ++anomalies_;
        };
        return out;
    }

    void answer_new_ones() {
        for (const std::string& id : std::exchange(new_ones_, {})) {
            Judged judged;
            judged.suggestion = played_.ask("suggestion", {{"suggestion", id}});
            const auto habit = suggestions::read_habit(judged.suggestion["evidence"]);
            bench::require(habit);
            judged.right = bench::is_true(*habit);
            judged.repeated = !aliases_.insert(judged.suggestion["alias"]).second;
            const auto problems =
                automation::validate(judged.suggestion["yaml"].get<std::string>());
            judged.valid = problems.empty();
            for (const auto& problem : problems)
                std::printf("NOT VALID: %s\n", automation::to_string(problem).c_str());
            played_.ask(judged.right ? "accept_suggestion" : "reject_suggestion",
                        {{"suggestion", id}});
            judged_.push_back(std::move(judged));
        }
    }

    SimulatedHome home_;
    std::optional<HomeEvent> next_;
    std::vector<std::string> new_ones_;
    std::set<std::string> aliases_;
    std::vector<Judged> judged_;
    int anomalies_ = 0;
    bench::PlayedHome played_;
};

// False when the goal is missed: five right ones, no wrong one that seems sure, none twice, and
// YAML that Home Assistant takes; and no more than one anomaly a week, for nothing is wrong there.
bool report(std::uint64_t seed, int weeks, bool yaml) {
    Play play(seed, weeks);
    const std::vector<Judged> judged = play.run();
    int right = 0, wrong = 0, wrong_sure = 0, repeated = 0, valid = 0;
    for (const Judged& one : judged) {
        const double confidence = one.suggestion["confidence"];
        right += one.right ? 1 : 0;
        wrong += one.right ? 0 : 1;
        wrong_sure += !one.right && confidence >= .8 ? 1 : 0;
        repeated += one.repeated ? 1 : 0;
        valid += one.valid ? 1 : 0;
        std::printf("  %s  %.2f  %s  %s\n", one.right ? "right" : "WRONG", confidence,
                    one.suggestion["created"].get<std::string>().substr(0, 10).c_str(),
                    one.suggestion["alias"].get<std::string>().c_str());
        if (yaml) std::printf("%s\n", one.suggestion["yaml"].get<std::string>().c_str());
    }
    std::printf(
        "seed %llu, %d weeks: %zu suggestions, %d right, %d wrong (%d of them with a "
        "confidence of .8 or more), %d repeated, YAML valid %d; %.2f anomalies a week\n\n",
        static_cast<unsigned long long>(seed), weeks, judged.size(), right, wrong, wrong_sure,
        repeated, valid, static_cast<double>(play.anomalies()) / weeks);
    std::fflush(stdout);
    constexpr int kWanted = 5;
    return right >= kWanted && wrong_sure == 0 && repeated == 0 && play.anomalies() <= weeks &&
           valid == static_cast<int>(judged.size());
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("Suggestions for the simulated home", "suggestions_bench");
    std::vector<std::uint64_t> seeds{1};
    int weeks = 8;
    bool yaml = false, check = false;
    arguments.add_option("--seed", seeds);
    arguments.add_option("--weeks", weeks)->check(CLI::Range(1, 104));
    arguments.add_flag("--yaml", yaml, "print the automations");
    arguments.add_flag("--check", check, "fail when the goal is missed");
    CLI11_PARSE(arguments, argc, argv);
    try {
        if (const Status quiet = start_logging("error", true); !quiet)
            throw std::runtime_error(quiet.error().text);
        bool reached = true;
        for (const std::uint64_t seed : seeds) reached = report(seed, weeks, yaml) && reached;
        return check && !reached ? EXIT_FAILURE : EXIT_SUCCESS;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "suggestions_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
