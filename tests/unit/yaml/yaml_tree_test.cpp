// What the rules of a caller allow beyond plain YAML: tags, and aliases within bounds.
#include "yaml/yaml_tree.hpp"

#include "support/must.hpp"
#include "yaml/yaml_scalar.hpp"

using namespace hearth;

namespace {

YamlRules all_allowed() {
    YamlRules rules;
    rules.tags = true;
    rules.aliases = true;
    return rules;
}

std::string error_of(const std::string& text, const YamlRules& rules) {
    const YamlDocument document = parse_yaml(text, rules);
    return document.error.empty() ? ""
                                  : std::to_string(document.error_line) + ": " + document.error;
}

std::string json_text(const std::string& text) {
    const YamlDocument document = parse_yaml(text, all_allowed());
    return document.error.empty() ? dump_json(json_of_yaml(document.root)) : document.error;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(yaml_tree)

BOOST_AUTO_TEST_CASE(settings_allow_neither_tags_nor_aliases) {
    BOOST_TEST(error_of("a: !secret b\n", {}) == "1: tags (!name) are not supported");
    BOOST_TEST(error_of("a: &x 1\n", {}) ==
               "1: anchors (&name) are not supported; write the value out");
    BOOST_TEST(error_of("a: &x 1\nb: *x\n", {}) ==
               "1: anchors (&name) are not supported; write the value out");
}

BOOST_AUTO_TEST_CASE(tags_are_kept) {
    BOOST_TEST(json_text("a: !secret b\n") == R"({"a":{"!secret":"b"}})");
    BOOST_TEST(json_text("a: !input {b: 1}\n") == R"({"a":{"!input":{"b":1}}})");
    BOOST_TEST(json_text("a: !!str 12\n") == R"({"a":"12"})");
    BOOST_TEST(json_text("a: \"12\"\nb: 12\n") == R"({"a":"12","b":12})");
}

BOOST_AUTO_TEST_CASE(aliases_are_unfolded_and_merged) {
    BOOST_TEST(json_text("a: &x [1, 2]\nb: *x\n") == R"({"a":[1,2],"b":[1,2]})");
    BOOST_TEST(json_text("a: &x {c: 1, d: 2}\nb: {<<: *x, d: 3}\n") ==
               R"({"a":{"c":1,"d":2},"b":{"c":1,"d":3}})");
    BOOST_TEST(json_text("b: {<<: [{c: 1}, {c: 2, d: 4}], e: 5}\n") ==
               R"({"b":{"c":1,"d":4,"e":5}})");
    BOOST_TEST(json_text("{\"<<\": 5}\n") == R"({"<<":5})");
    BOOST_TEST(json_text("{<<: 5}\n") == "'<<' takes a section, or a list of them");
    BOOST_TEST(json_text("a: &x {b: *x}\n") == "an alias (*name) stands inside of what it repeats");
    BOOST_TEST(json_text("? &x [1]\n: 2\n") ==
               "a key must be plain text, not a list or a section; is every bracket closed?");
    BOOST_TEST(json_text("a: &x [1]\n*x : 2\n") ==
               "a key must be plain text, not a list or a section");
}

BOOST_AUTO_TEST_CASE(what_unfolds_is_bounded) {
    YamlRules rules = all_allowed();
    rules.max_nodes = 10;
    BOOST_TEST(error_of("[1, 2, 3, 4, 5, 6, 7, 8, 9]\n", rules) == "");
    BOOST_TEST(error_of("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n", rules) == "1: more than 10 values");
    BOOST_TEST(error_of("- &a [1, 2]\n- *a\n- *a\n", rules) == "3: more than 10 values");
    rules = all_allowed();
    rules.max_text_bytes = 10;
    BOOST_TEST(error_of("[abcdefghij]\n", rules) == "");
    BOOST_TEST(error_of("[&a abc, *a, *a]\n", rules) == "1: more than 10 bytes of text");
    rules = all_allowed();
    rules.max_depth = 4;
    BOOST_TEST(error_of("[[[[1]]]]\n", rules) == "");
    BOOST_TEST(error_of("[[[[[1]]]]]\n", rules) == "1: nested more than 4 levels deep");
    BOOST_TEST(error_of("- &a [[1]]\n- [[*a]]\n", rules) == "2: nested more than 4 levels deep");
}

BOOST_AUTO_TEST_CASE(the_last_of_repeated_keys_counts) {
    const YamlDocument document = parse_yaml("a: 1\na: 2\n");
    BOOST_REQUIRE(yaml_member(document.root, "a") != nullptr);
    BOOST_TEST(yaml_member(document.root, "a")->text == "2");
    BOOST_TEST(yaml_member(document.root, "b") == nullptr);
    BOOST_TEST(document.root.members.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
