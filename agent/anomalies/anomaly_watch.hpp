// Asks the models every ten minutes what is strange about the day, and tells each thing once.
//
// What was told is remembered over a restart (as hashes: the names of entities stand nowhere else
// because of it). More than a set number a day are listed and not announced. Event loop only.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "anomalies/anomaly.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"
#include "domain/model_round.hpp"
#include "store/store.hpp"

namespace hearth::anomalies {

struct WatchRules {
    bool enabled = true;
    int most_a_day = 3;  // announced, by the home's calendar
};

using OnLook = std::function<void(Result<std::vector<Anomaly>>)>;

class AnomalyWatch {
public:
    struct Handlers {
        // The models that can tell anomalies, by name; asked at each look.
        std::function<std::map<std::string, AskModel>()> models = [] {
            return std::map<std::string, AskModel>();
        };
        // Told for the first time, and not one too many.
        std::function<void(const Anomaly&)> on_new = [](const Anomaly&) {};
        // What stands now is another list than before.
        std::function<void()> on_changed = [] {};
    };

    AnomalyWatch(const Clock& clock, store::Store& store, TimeZone zone, WatchRules rules,
                 Handlers handlers);

    // About once a minute.
    void tick();
    // Looks now, or waits for the look that goes on. kRefused when switched off or no model can
    // tell.
    void look(OnLook on_look);
    // Something was forgotten: what stands now may name it.
    void forget();
    // Of the last look, the earliest first.
    const std::vector<Anomaly>& current() const { return current_; }

private:
    struct Told {
        int day = 0;  // on which it was looked at, by the home's calendar
        bool announced = true;
    };

    void take_reply(const std::string& model, const Result<Json>& reply);
    void finish_round();
    void announce(const std::vector<Anomaly>& found);
    int today() const;
    void load();
    Status save() const;

    const Clock& clock_;
    store::Store& store_;
    TimeZone zone_;
    WatchRules rules_;
    Handlers handlers_;
    ModelRound round_;
    std::vector<Anomaly> found_;   // in this round
    std::vector<OnLook> waiting_;  // for its end
    TimeUs looked_us_ = 0;         // steady clock; 0: not yet
    std::vector<Anomaly> current_;
    std::map<std::string, Told> told_;  // by key
    bool loaded_ = false, first_ = true;
};

}  // namespace hearth::anomalies
