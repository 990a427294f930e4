// The Ask-AI log in the store: once by id, bounded, forgotten with whom or what it names, and let
// go when it is old.
#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

struct AskStoreFixture : StoreFixture {
    AskEntry entry_of(const std::string& id, const std::string& text,
                      const std::vector<std::string>& entities = {},
                      const std::string& user = "anna") {
        AskEntry out;
        out.id = id;
        out.text = text;
        out.entities = entities;
        out.user_id = user;
        out.time_us = clock.wall_us();
        return out;
    }

    // With a sample of its own, as the recorder makes one.
    void add(const AskEntry& entry) {
        BOOST_TEST(take(store->ask().add(entry)));
        must(store->ask().set_sample(entry.id, sample("ask", entry.id, entry.time_us)));
    }
    void add(const AskFeedback& feedback) {
        BOOST_TEST(take(store->ask().add_feedback(feedback)));
        must(store->ask().set_feedback_sample(feedback.id,
                                              sample("feedback", feedback.id, feedback.time_us)));
    }
    AskFeedback feedback_of(const std::string& id, const std::string& about,
                            const std::string& user = "ben") {
        AskFeedback out;
        out.id = id;
        out.about = about;
        out.feedback = "up";
        out.user_id = user;
        out.time_us = clock.wall_us();
        return out;
    }

    std::int64_t sample(const std::string& kind, const std::string& key, TimeUs time) {
        Sample sample = sample_of(kind, key, time);
        // Nothing that `forget` would find by itself.
        sample.features = {{"feedback", "up"}};
        sample.label = "up";
        BOOST_TEST(take(store->samples().insert(sample)));
        return sample.id;
    }

    ForgetProgress forget(const ForgetRequest& request) {
        ForgetProgress progress;
        for (int slices = 0; !progress.done && slices < 100; ++slices)
            must(store->forget().step(request, progress, 2));
        BOOST_TEST(progress.done);
        BOOST_TEST(store->samples().count("ask") + store->samples().count("feedback") ==
                   count("samples"));
        return progress;
    }

    std::string ids() {
        return scalar_text(store->database(),
                           "SELECT ifnull(group_concat(id, ' '), '') FROM (SELECT id FROM "
                           "(SELECT 1 AS part, number, id FROM ask_log UNION ALL "
                           "SELECT 2, number, id FROM ask_feedback) ORDER BY part, number)");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ask_store, AskStoreFixture)

BOOST_AUTO_TEST_CASE(an_entry_comes_back_as_it_was) {
    AskEntry entry = entry_of("q1", "why?", {"light.hall", "light.bath"});
    entry.kind = "suggestion";
    entry.answer_kind = "automation";
    entry.answer = "so";
    entry.yaml = "a: b";
    entry.agent = "other";
    entry.source = "phone";
    entry.language = "en";
    entry.conversation_id = "c";
    entry.device_id = "d";
    BOOST_TEST(take(store->ask().add(entry)));
    const auto found = take(store->ask().find("q1"));
    BOOST_REQUIRE(found);
    BOOST_TEST(found->kind == "suggestion");
    BOOST_TEST(found->answer_kind == "automation");
    BOOST_TEST(found->answer == "so");
    BOOST_TEST(found->yaml == "a: b");
    BOOST_TEST(found->agent == "other");
    BOOST_TEST(found->source == "phone");
    BOOST_TEST(found->language == "en");
    BOOST_TEST(found->conversation_id == "c");
    BOOST_TEST(found->device_id == "d");
    BOOST_TEST(found->user_id == "anna");
    BOOST_TEST(found->entities == entry.entities);
    BOOST_TEST(found->time_us == entry.time_us);
    BOOST_TEST(!take(store->ask().find("q2")));
}

BOOST_AUTO_TEST_CASE(an_id_is_stored_once_and_stays_as_it_was) {
    BOOST_TEST(take(store->ask().add(entry_of("q1", "first"))));
    BOOST_TEST(!take(store->ask().add(entry_of("q1", "second"))));
    BOOST_TEST(take(store->ask().find("q1"))->text == "first");
    BOOST_TEST(take(store->ask().add_feedback(feedback_of("f1", "q1"))));
    BOOST_TEST(!take(store->ask().add_feedback(feedback_of("f1", "q1"))));
    BOOST_TEST(take(store->ask().feedback_about("q1")).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_newest_stand_first) {
    for (const char* id : {"a", "b", "c"}) BOOST_TEST(take(store->ask().add(entry_of(id, id))));
    const auto list = take(store->ask().list(2));
    BOOST_REQUIRE_EQUAL(list.size(), 2U);
    BOOST_TEST(list[0].id == "c");
    BOOST_TEST(list[1].id == "b");
}

BOOST_AUTO_TEST_CASE(the_oldest_make_room) {
    add(entry_of("old", "old"));
    must(store->database().run("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'ask_log'",
                               kAskRows));
    BOOST_TEST(take(store->ask().add(entry_of("new", "new"))));
    BOOST_TEST(!take(store->ask().find("old")));
    BOOST_TEST(take(store->ask().find("new")).has_value());
}

BOOST_AUTO_TEST_CASE(an_entity_takes_what_names_it_by_id_or_name) {
    must(store->entities().set_attributes("light.hall", Json{{"friendly_name", "Hall Lamp"}},
                                          kNoon));
    add(entry_of("by-id", "is light.hall on?", {"light.hall"}));
    add(entry_of("by-name", "turn the hall lamp off"));
    add(entry_of("longer-id", "light.hall_2", {"light.hall_2"}));
    add(entry_of("other", "what time is it?"));
    add(feedback_of("f-on-it", "by-id"));
    add(feedback_of("f-on-other", "other"));
    AskFeedback naming = feedback_of("f-naming", "other");
    naming.entities = {"light.hall"};
    add(naming);
    ForgetRequest request;
    request.entity_id = "light.hall";
    const auto progress = forget(request);
    BOOST_TEST(ids() == "longer-id other f-on-other");
    BOOST_TEST(progress.asked == 4);
    BOOST_TEST(
        (progress.samples == std::map<std::string, std::int64_t>{{"ask", 2}, {"feedback", 2}}));
}

BOOST_AUTO_TEST_CASE(a_person_takes_questions_and_feedback) {
    add(entry_of("annas", "a"));
    add(entry_of("bens", "b", {}, "ben"));
    add(feedback_of("on-annas", "annas", "carl"));
    add(feedback_of("of-anna", "bens", "anna"));
    add(feedback_of("of-ben", "bens", "ben"));
    ForgetRequest request;
    request.user_id = "anna";
    BOOST_TEST(forget(request).asked == 3);
    BOOST_TEST(ids() == "bens of-ben");
}

BOOST_AUTO_TEST_CASE(a_period_takes_what_was_asked_in_it_with_later_feedback) {
    for (const char* id : {"before", "in", "after"}) {
        add(entry_of(id, id));
        clock.advance(kMicrosPerDay);
    }
    add(feedback_of("on-in", "in"));
    add(feedback_of("on-after", "after"));
    ForgetRequest request;
    request.from_us = take(store->ask().find("in"))->time_us;
    request.to_us = request.from_us + kMicrosPerDay;
    BOOST_TEST(forget(request).asked == 2);
    BOOST_TEST(ids() == "before after on-after");
}

BOOST_AUTO_TEST_CASE(old_rows_go) {
    for (int day = 0; day < 6; ++day) {
        const std::string n = std::to_string(day);
        add(entry_of("q" + n, n));
        add(feedback_of("f" + n, "q" + n));
        clock.advance(kMicrosPerDay);
    }
    std::int64_t gone = 0;
    for (bool more = true; more;) {
        const auto slice =
            take(store->retention().run(clock.wall_us(), 2 * kMicrosPerDay + kMicrosPerSecond, 3));
        BOOST_TEST(slice.samples + slice.asked <= 3);
        gone += slice.asked;
        more = slice.more;
    }
    BOOST_TEST(gone == 8);
    BOOST_TEST(ids() == "q4 q5 f4 f5");
}

BOOST_AUTO_TEST_CASE(replies_are_found_by_how_they_stand) {
    BOOST_TEST(take(store->ask().add(entry_of("q1", "a"), ReplyState::kOwed)));
    BOOST_TEST(take(store->ask().add(entry_of("q2", "b"))));
    const TimeUs later = clock.wall_us() + 1;
    BOOST_TEST(take(store->ask().replies(ReplyState::kOwed, later)).size() == 1U);
    BOOST_TEST(take(store->ask().replies(ReplyState::kOwed, later - 1)).empty());
    must(store->ask().set_reply("q1", ReplyState::kStands));
    BOOST_TEST(take(store->ask().replies(ReplyState::kOwed, later)).empty());
    BOOST_TEST(take(store->ask().replies(ReplyState::kStands, later))[0].entry.id == "q1");
}

BOOST_AUTO_TEST_SUITE_END()
