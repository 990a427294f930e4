// Every message of the tables in cases/ is the facts that the table says, no more and no less.
// Of a fact the table names all members but "source", "origin" and "reason", which it may leave
// out; "reason" is a part of the words. "value_text" is an attribute's value digit for digit.
#include <boost/test/unit_test.hpp>
#include <set>

#include "home/fact.hpp"
#include "support/message_table.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

std::vector<MessageTable> tables() {
    return read_message_tables(HEARTH_SOURCE_DIR "/tests/unit/home/cases");
}

void check_fact(const Fact& fact, Json wanted) {
    Json found = to_json(fact);
    if (wanted.contains("value_text")) {
        BOOST_TEST(fact.value == wanted["value_text"].get<std::string>());
        wanted.erase("value_text");
        found.erase("value");
    }
    if (wanted.contains("reason")) {
        const std::string words = wanted["reason"], reason = found.value("reason", "");
        BOOST_TEST(reason.find(words) != std::string::npos, reason << " does not say " << words);
        wanted.erase("reason");
    }
    for (const char* key : {"source", "origin", "reason"})
        if (!wanted.contains(key)) found.erase(key);
    BOOST_TEST(dump_json(found) == dump_json(wanted));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(message_tables)

BOOST_AUTO_TEST_CASE(each_message_is_these_facts) {
    std::size_t count = 0;
    for (const MessageTable& table : tables())
        for (const MessageCase& row : table.cases) {
            BOOST_TEST_CONTEXT(table.name << ": " << row.name) {
                const auto facts = table.interpreter.interpret(row.message);
                BOOST_TEST(facts.size() == row.facts.size());
                for (std::size_t i = 0; i < std::min(facts.size(), row.facts.size()); ++i)
                    check_fact(facts[i], row.facts[i]);
            }
            ++count;
        }
    BOOST_TEST(count >= 150U);
    BOOST_TEST_MESSAGE(count << " messages");
}

BOOST_AUTO_TEST_CASE(names_are_given_once) {
    for (const MessageTable& table : tables()) {
        std::set<std::string> names;
        for (const MessageCase& row : table.cases)
            BOOST_TEST(names.insert(row.name).second, table.name << ": " << row.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
