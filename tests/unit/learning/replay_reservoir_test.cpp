#include "learning/replay_reservoir.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <set>

using namespace hearth;
using namespace hearth::learning;
using Action = ReplayDecision::Action;

namespace {

using Labeller = std::function<std::string(std::int64_t id)>;

ReplayReservoir filled(std::uint64_t seed, std::int64_t capacity, std::int64_t samples,
                       const Labeller& label) {
    ReplayReservoir out(seed, capacity);
    for (std::int64_t id = 1; id <= samples; ++id) out.offer(id, label(id));
    return out;
}

std::int64_t held(const ReplayReservoir& of, const std::string& label) {
    return std::count_if(of.state().slots.begin(), of.state().slots.end(),
                         [&](const ReplaySlot& slot) { return slot.label == label; });
}

// How far from uniform the kept samples of a label are, over many seeds: distributed as chi-square
// with (samples of the label - 1) degrees of freedom, once divided by 1 - p for drawing without
// replacement. As a number of standard deviations above its mean.
double unevenness(std::int64_t capacity, std::int64_t samples, const Labeller& label,
                  const std::string& of, int seeds) {
    std::vector<double> kept(static_cast<std::size_t>(samples) + 1);
    double all = 0, places = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        const auto buffer = filled(static_cast<std::uint64_t>(seed), capacity, samples, label);
        for (const auto& slot : buffer.state().slots)
            if (slot.label == of) kept[static_cast<std::size_t>(slot.sample_id)] += 1, all += 1;
    }
    for (std::int64_t id = 1; id <= samples; ++id) places += label(id) == of ? 1 : 0;
    const double expected = all / places;
    double chi = 0;
    for (std::int64_t id = 1; id <= samples; ++id)
        if (label(id) == of)
            chi += std::pow(kept[static_cast<std::size_t>(id)] - expected, 2) / expected;
    chi /= 1 - expected / seeds;
    return (chi - (places - 1)) / std::sqrt(2 * (places - 1));
}

std::string one(std::int64_t) { return "a"; }
// Nine in ten "often", one in ten "rare", and "late" only in the last tenth of 300.
std::string mixed(std::int64_t id) {
    if (id % 10 == 3) return "rare";
    return id > 270 && id % 10 == 6 ? "late" : "often";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_reservoir)

BOOST_AUTO_TEST_CASE(every_sample_of_a_label_has_the_same_chance) {
    BOOST_TEST(std::abs(unevenness(20, 200, one, "a", 3'000)) < 3.5);
    BOOST_TEST(std::abs(unevenness(25, 300, mixed, "often", 3'000)) < 3.5);
    BOOST_TEST(std::abs(unevenness(25, 300, mixed, "rare", 3'000)) < 3.5);
}

BOOST_AUTO_TEST_CASE(every_label_has_the_same_chance_when_there_are_more_than_slots) {
    std::map<std::string, double> kept;
    constexpr int kSeeds = 4'000;
    for (int seed = 0; seed < kSeeds; ++seed) {
        const auto buffer = filled(static_cast<std::uint64_t>(seed), 5, 60,
                                   [](std::int64_t id) { return std::to_string(id % 20); });
        for (const auto& slot : buffer.state().slots) kept[slot.label] += 1;
    }
    BOOST_TEST(kept.size() == 20U);
    for (const auto& [label, count] : kept)
        BOOST_TEST(count == kSeeds * 5.0 / 20, boost::test_tools::tolerance(0.12));
}

BOOST_AUTO_TEST_CASE(rare_labels_are_kept_whole_and_frequent_ones_share_the_rest) {
    const auto buffer = filled(7, 100, 10'000, [](std::int64_t id) {
        if (id % 1'000 == 0) return "rare";
        return id % 5 == 0 ? "middle" : "often";
    });
    BOOST_TEST(buffer.size() == 100);
    BOOST_TEST(held(buffer, "rare") == 10);
    BOOST_TEST(held(buffer, "middle") == 45);
    BOOST_TEST(held(buffer, "often") == 45);
    BOOST_TEST(buffer.state().seen.at("often") == 8'000);
}

BOOST_AUTO_TEST_CASE(the_capacity_is_never_exceeded_and_every_slot_is_named_rightly) {
    for (const std::int64_t capacity : {0, 1, 2, 3, 17}) {
        ReplayReservoir buffer(3, capacity);
        std::map<std::int64_t, std::int64_t> rows;  // what a table that follows the decisions holds
        for (std::int64_t id = 1; id <= 500; ++id) {
            const auto decision =
                buffer.offer(id, std::string(1, static_cast<char>('a' + id * id % 11)));
            BOOST_TEST(buffer.size() <= capacity);
            if (decision.action != Action::kStore) continue;
            BOOST_TEST((decision.slot >= 0 && decision.slot < capacity));
            const auto old = rows.find(decision.slot);
            BOOST_TEST(decision.replaced_id.has_value() == (old != rows.end()));
            if (old != rows.end()) BOOST_TEST(*decision.replaced_id == old->second);
            rows[decision.slot] = id;
        }
        BOOST_TEST(static_cast<std::int64_t>(rows.size()) == buffer.size());
        for (std::size_t slot = 0; slot < buffer.state().slots.size(); ++slot)
            BOOST_TEST(rows.at(static_cast<std::int64_t>(slot)) ==
                       buffer.state().slots[slot].sample_id);
        BOOST_TEST(buffer.size() == capacity);
    }
}

BOOST_AUTO_TEST_CASE(the_same_seed_and_stream_give_the_same_buffer) {
    const auto first = filled(11, 30, 2'000, mixed), second = filled(11, 30, 2'000, mixed);
    BOOST_TEST(to_json(first.state()) == to_json(second.state()));
    BOOST_TEST(to_json(first.state()) != to_json(filled(12, 30, 2'000, mixed).state()));
}

BOOST_AUTO_TEST_CASE(a_restart_at_any_point_changes_nothing) {
    const auto whole = filled(5, 12, 300, mixed);
    for (const std::int64_t restart : {1, 5, 12, 13, 100, 299}) {
        ReplayReservoir before = filled(5, 12, restart, mixed);
        ReplayReservoir after(
            reservoir_state_from_json(*parse_json(dump_json(to_json(before.state())))));
        for (std::int64_t id = restart + 1; id <= 300; ++id) after.offer(id, mixed(id));
        BOOST_TEST(to_json(after.state()) == to_json(whole.state()), "restart at " << restart);
    }
}

BOOST_AUTO_TEST_CASE(an_offer_that_comes_again_changes_nothing) {
    ReplayReservoir buffer = filled(5, 12, 300, mixed);
    const Json before = to_json(buffer.state());
    const auto again = buffer.offer(300, mixed(300));
    BOOST_TEST((again.action == Action::kRepeated));
    BOOST_TEST(again.seen == buffer.state().seen.at(mixed(300)));
    BOOST_TEST((buffer.offer(1, "unheard of").action == Action::kRepeated));
    BOOST_TEST(to_json(buffer.state()) == before);
}

BOOST_AUTO_TEST_CASE(a_damaged_state_is_read_as_far_as_it_goes) {
    for (const char* text : {"null", "[]", "7", "{}", R"({"slots":[1,{"id":"x"}],"seen":3})",
                             R"({"capacity":-4,"seed":"no","seen":{"a":-1,"b":"c"}})"}) {
        const auto state = reservoir_state_from_json(*parse_json(text));
        BOOST_TEST(state.slots.empty(), text);
        BOOST_TEST(state.seen.empty(), text);
        ReplayReservoir buffer(state);
        BOOST_TEST((buffer.offer(1, "a").action == Action::kSkip), text);
    }
    const auto state = reservoir_state_from_json(*parse_json(
        R"({"capacity":2,"slots":[{"id":1,"label":"a"},{"id":2,"label":"a"},{"id":3,"label":"a"}]})"));
    ReplayReservoir buffer(state);
    BOOST_TEST(buffer.size() == 2);
    BOOST_TEST(buffer.state().seen.at("a") == 2);  // the counter was lost; no fewer than are held
    ReservoirState crowded = state;
    crowded.capacity = 1;
    BOOST_TEST(ReplayReservoir(crowded).size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
