#include "mqtt/topics.hpp"

#include <boost/test/unit_test.hpp>

using hearth::Topics;

BOOST_AUTO_TEST_SUITE(topics)

BOOST_AUTO_TEST_CASE(all_are_below_the_base) {
    const Topics topics = Topics::with_base("home/hearth").value();
    BOOST_TEST(topics.status() == "home/hearth/status");
    BOOST_TEST(topics.models("gnn_synergy") == "home/hearth/models/gnn_synergy");
    BOOST_TEST(topics.runs("gnn_synergy") == "home/hearth/runs/gnn_synergy");
    BOOST_TEST(topics.predictions() == "home/hearth/predictions");
    BOOST_TEST(topics.suggestions() == "home/hearth/suggestions");
    BOOST_TEST(topics.reply("01J:a-b.C_1").value() == "home/hearth/reply/01J:a-b.C_1");
    BOOST_TEST(topics.ask_reply("7").value() == "home/hearth/ask/reply/7");
    BOOST_TEST(topics.ask_query() == "home/hearth/ask/query");
    BOOST_TEST(topics.command_filter() == "home/hearth/command/+");
}

BOOST_AUTO_TEST_CASE(bases_that_are_no_topic_are_refused) {
    for (const char* bad :
         {"", "/hearth", "hearth/", "a//b", "hearth/#", "he+arth", "$SYS/hearth", "h\xff"})
        BOOST_TEST((Topics::with_base(bad).error().code == hearth::ErrorCode::kInvalid), bad);
    BOOST_TEST(!Topics::with_base(std::string(257, 'x')).ok());
    BOOST_TEST(!Topics::with_base(std::string("a\0b", 3)).ok());
}

BOOST_AUTO_TEST_CASE(command_names_are_taken_from_their_topic) {
    const Topics topics = Topics::with_base("hearth").value();
    BOOST_TEST(topics.command_name("hearth/command/train").value() == "train");
    for (const char* bad :
         {"hearth/command/", "hearth/command", "hearth/command/train/x", "hearth/command/Train",
          "hearth/command/..", "other/command/train", "hearth/commands/train", "hearth/command/a b",
          "xhearth/command/train", ""})
        BOOST_TEST(!topics.command_name(bad).has_value(), bad);
    BOOST_TEST(!topics.command_name("hearth/command/" + std::string(65, 'a')).has_value());
    BOOST_TEST(topics.command_name("hearth/command/" + std::string(64, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(ids_cannot_lead_elsewhere) {
    const Topics topics = Topics::with_base("hearth").value();
    for (const std::string bad : {"", "a/b", "#", "+", "a b", "\xc3\xbc", "..\n", "a\tb"})
        BOOST_TEST((topics.reply(bad).error().code == hearth::ErrorCode::kInvalid), bad);
    BOOST_TEST(!topics.ask_reply("a/b").ok());
    BOOST_TEST(topics.reply(std::string(64, 'x')).ok());
    BOOST_TEST(!topics.reply(std::string(65, 'x')).ok());
}

BOOST_AUTO_TEST_SUITE_END()
