// Counts, from what Hearth itself has stored, how the entities of a model's synergies follow each
// other, in slices so that the event loop never stalls; and names the states where the model named
// none.
//
// A person's deed within three minutes after the trigger counts, once for each time that the
// trigger changed. The most frequent pair of states is taken where a state is missing, if it makes
// up at least half of all and was seen often enough; otherwise the state stays unknown.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "store/store.hpp"

namespace hearth::suggestions {

struct CoActivationRules {
    TimeUs within_us = 180 * kMicrosPerSecond;
    std::int64_t min_together = 8;
    double min_share = .5;
    std::size_t most_pairs = 300;
};

class CoActivation : public std::enable_shared_from_this<CoActivation> {
public:
    using OnDone = std::function<void(Json reply)>;

    // reply: of "explain", by the names under which entities are learned. Each synergy gets a
    // member "seen" (SeenTogether), and the states that could be found. What cannot be read, and
    // what exceeds most_pairs, stays as it is. on_done follows once, on the loop. from_us: older
    // samples do not count.
    static void complete(asio::io_context& loop, store::Store& store, Json reply, TimeUs from_us,
                         OnDone on_done, CoActivationRules rules = {});

private:
    using States = std::pair<std::string, std::string>;  // trigger's, target's
    struct Pair {
        std::map<States, std::int64_t> together;
        std::map<std::string, std::int64_t> occasions;  // by the trigger's state
        std::int64_t of = 0;
        TimeUs counted_us = 0;  // the trigger's change that has been followed
    };
    struct Change {
        std::string state;
        TimeUs time_us = 0;
    };

    CoActivation(asio::io_context& loop, store::Store& store, Json reply, OnDone on_done,
                 CoActivationRules rules)
        : loop_(loop),
          store_(store),
          reply_(std::move(reply)),
          on_done_(std::move(on_done)),
          rules_(rules) {}
    void note_pairs();
    void next_slice();
    void take(const Sample& sample);
    void finish();
    void tell(Json& synergy, const Pair& pair) const;

    asio::io_context& loop_;
    store::Store& store_;
    Json reply_;
    OnDone on_done_;
    CoActivationRules rules_;
    store::SampleQuery query_;
    store::SamplePosition position_;
    std::map<std::string, std::map<std::string, Pair>> pairs_;    // by target, by trigger
    std::map<std::string, std::vector<std::string>> targets_of_;  // by trigger
    std::map<std::string, Change> last_;                          // by trigger
};

}  // namespace hearth::suggestions
