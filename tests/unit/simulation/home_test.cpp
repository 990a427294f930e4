#include "simulation/home.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "core/hash.hpp"
#include "streams.hpp"

namespace hearth::test {

namespace {

std::string hash_of(const std::vector<HomeEvent>& events) {
    std::string text;
    for (const HomeEvent& event : events) text += eventstream_message(event).payload + '\n';
    return sha256_hex(text);
}

bool is_periodic(const HomeEvent& event) {
    const std::string domain = domain_of(event.entity_id);
    return domain == "sensor" || domain == "sun";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(home)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bytes) {
    const SimulationOptions options = berlin(1);
    const std::string first = hash_of(stream(7, options));
    BOOST_CHECK_EQUAL(hash_of(stream(7, options)), first);
    BOOST_CHECK_NE(hash_of(stream(8, options)), first);
}

// On every machine and with every compiler. Another hash means another stream: then
// SimulatedHome::version() must change too.
BOOST_AUTO_TEST_CASE(the_stream_of_this_version) {
    BOOST_CHECK_EQUAL(SimulatedHome::version(), "hearth-simulated-home 1");
    BOOST_CHECK_EQUAL(hash_of(stream(7, {1, CalendarDate{2024, 3, 4}, TimeZone::utc()})),
                      "5e293240880e50110fcbf186a7abb027bfc90445c7fa262b37c597fba9a36d54");
}

BOOST_AUTO_TEST_CASE(changes_come_in_order_of_time_and_within_the_weeks) {
    const auto& events = four_weeks();
    const TimeZone zone = berlin(4).zone;
    const TimeUs begin = zone.to_utc(day_number({2024, 3, 4}) * kMicrosPerDay);
    const TimeUs end = zone.to_utc(day_number({2024, 4, 1}) * kMicrosPerDay);
    BOOST_CHECK_GE(events.front().updated_us, begin);
    BOOST_CHECK_LT(events.back().updated_us, end);
    BOOST_CHECK_GT(events.back().updated_us, end - kMicrosPerDay / 2);
    for (std::size_t i = 1; i < events.size(); ++i)
        BOOST_REQUIRE_LT(events[i - 1].updated_us, events[i].updated_us);
}

BOOST_AUTO_TEST_CASE(four_weeks_are_of_a_believable_size) {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto events = stream(seed, berlin(4));
        std::size_t periodic = 0, human = 0;
        for (const HomeEvent& event : events) {
            periodic += is_periodic(event);
            human += is_human_action(event);
        }
        BOOST_CHECK_GT(events.size(), 10'000u);
        BOOST_CHECK_LT(events.size(), 20'000u);
        BOOST_CHECK_GT(events.size() - periodic, 28u * 150);
        BOOST_CHECK_LT(events.size() - periodic, 28u * 400);
        BOOST_CHECK_GT(human, 28u * 20);
        BOOST_CHECK_LT(human, 28u * 60);
    }
}

BOOST_AUTO_TEST_CASE(entities_are_valid_and_all_take_part) {
    std::set<std::string> known, seen;
    for (const SimulatedEntity& entity : SimulatedHome::entities()) {
        BOOST_CHECK_MESSAGE(is_entity_id(entity.entity_id), entity.entity_id);
        BOOST_CHECK(!entity.friendly_name.empty());
        BOOST_CHECK_MESSAGE(known.insert(entity.entity_id).second, entity.entity_id);
    }
    BOOST_CHECK_GE(known.size(), 25u);
    BOOST_CHECK_LE(known.size(), 45u);
    for (const HomeEvent& event : four_weeks()) {
        BOOST_REQUIRE(known.contains(event.entity_id));
        BOOST_REQUIRE(event.attributes.contains("friendly_name"));
        if (is_real_change(event)) seen.insert(event.entity_id);
    }
    for (const std::string& id : known)
        BOOST_CHECK_MESSAGE(seen.contains(id) || domain_of(id) == "automation", id);
}

BOOST_AUTO_TEST_CASE(every_change_follows_from_the_state_before_it) {
    std::map<std::string, const HomeEvent*> last;
    for (const HomeEvent& event : four_weeks()) {
        const HomeEvent* before = std::exchange(last[event.entity_id], &event);
        BOOST_REQUIRE_LE(event.changed_us, event.updated_us);
        if (!event.old_state) continue;  // Home Assistant has just started
        BOOST_REQUIRE(before);
        BOOST_REQUIRE_EQUAL(*event.old_state, before->new_state);
        BOOST_REQUIRE_EQUAL(event.old_updated_us, before->updated_us);
        BOOST_REQUIRE_EQUAL(event.old_changed_us, before->changed_us);
        BOOST_REQUIRE_EQUAL(event.old_context.id, before->context.id);
        BOOST_REQUIRE(event.old_attributes == before->attributes);
        const bool same = *event.old_state == event.new_state;
        BOOST_REQUIRE_EQUAL(event.changed_us == event.updated_us, !same);
        BOOST_REQUIRE(!same || event.attributes != before->attributes);
    }
}

BOOST_AUTO_TEST_CASE(weeks_are_kept_within_limits) {
    const TimeUs day = kMicrosPerDay;
    const auto events = stream(1, {-3, CalendarDate{2024, 3, 4}, TimeZone::utc()});
    BOOST_CHECK_GT(events.back().updated_us - events.front().updated_us, 6 * day);
    BOOST_CHECK_LT(events.back().updated_us - events.front().updated_us, 7 * day);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
