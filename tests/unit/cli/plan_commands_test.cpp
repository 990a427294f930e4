// What a plan tells a household to type in an emergency can be typed.
#include <boost/test/unit_test.hpp>

#include "cli/command_tree.hpp"
#include "learning/plan_parts.hpp"

using namespace hearth;

namespace {

// What is wrong with the command; empty if it would run.
std::string complaint(const std::string& command) {
    CLI::App app{"Hearth", "hearth"};
    cli::Invocation invocation;
    cli::build_command_tree(app, invocation);
    try {
        app.parse(command, true);
        return "";
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plan_commands)

BOOST_AUTO_TEST_CASE(the_commands_for_emergencies_are_commands) {
    const auto emergencies = learning::plan_parts::emergencies("pattern_detection");
    BOOST_TEST(emergencies.size() >= 5U);
    for (const learning::Emergency& emergency : emergencies)
        BOOST_TEST(complaint(emergency.command) == "", emergency.command);
    BOOST_TEST(complaint("hearth extinguish pattern_detection") != "");
    BOOST_TEST(complaint("hearth rollback pattern_detection --sideways") != "");
}

BOOST_AUTO_TEST_SUITE_END()
