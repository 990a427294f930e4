#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <fstream>

#include "cli/command_tree.hpp"
#include "cli/completion.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::cli;

namespace {

struct Tree {
    CLI::App app{"Hearth", "hearth"};
    Invocation invocation;
    Tree() { build_command_tree(app, invocation); }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(completion, Tree)

BOOST_AUTO_TEST_CASE(every_verb_and_option_is_in_every_script) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const auto script = completion_script(app, shell);
        BOOST_REQUIRE(script.ok());
        for (const CLI::App* verb : app.get_subcommands({})) {
            BOOST_TEST(has(*script, verb->get_name()), shell << " lacks " << verb->get_name());
            for (const CLI::Option* option : verb->get_options())
                for (const std::string& name : option->get_lnames())
                    BOOST_TEST(has(*script, name), shell << " lacks --" << name);
        }
    }
    BOOST_TEST(!completion_script(app, "tcsh").ok());
}

BOOST_AUTO_TEST_CASE(bash_takes_the_script_and_completes) {
    test::TemporaryFolder folder;
    const std::string path = folder.file("script");
    std::ofstream(path) << *completion_script(app, "bash")
                        << "\nhearth() { echo pattern_detection; }\n"
                           "try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _hearth; "
                           "echo \"${COMPREPLY[@]}\"; }\n"
                           "cd \"$(dirname \"$0\")\"\n"
                           "try hearth tra\ntry hearth train --dr\ntry hearth train patt\n";
    FILE* pipe = ::popen(("bash " + path + " 2>&1").c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::string out;
    char buffer[256];
    while (std::fgets(buffer, sizeof(buffer), pipe) != nullptr) out += buffer;
    BOOST_TEST(::pclose(pipe) == 0);
    BOOST_TEST(out == "train\n--dry-run\npattern_detection\n");
}

BOOST_AUTO_TEST_CASE(summaries_are_quoted) {
    CLI::App odd("odd", "hearth");
    odd.add_subcommand("it", "what's \"this\": $(rm -rf /)");
    BOOST_TEST(has(*completion_script(odd, "fish"), "'what'\\''s \"this\": $(rm -rf /)'"));
    BOOST_TEST(has(*completion_script(odd, "zsh"), "'it:what'\\''s \"this\"\\: $(rm -rf /)'"));
}

BOOST_AUTO_TEST_SUITE_END()
