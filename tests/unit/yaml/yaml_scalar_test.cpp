// What a reader of YAML 1.1, such as Home Assistant's, makes of a scalar; and that what is written
// is read as the same.
#include "yaml/yaml_scalar.hpp"

#include "support/must.hpp"
#include "yaml/yaml_text.hpp"

using namespace hearth;

namespace {

Json read_back(const OrderedJson& value) {
    YamlRules rules;
    rules.tags = true;
    rules.aliases = true;
    rules.max_depth = 64;
    const YamlDocument document = parse_yaml(yaml_text(value), rules);
    BOOST_TEST(document.error == "", yaml_text(value));
    return json_of_yaml(document.root);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(yaml_scalar)

BOOST_AUTO_TEST_CASE(plain_scalars_of_yaml_1_1) {
    const std::vector<std::pair<const char*, Json>> cases = {
        {"on", true},
        {"On", true},
        {"ON", true},
        {"oN", "oN"},
        {"off", false},
        {"yes", true},
        {"No", false},
        {"TRUE", true},
        {"false", false},
        {"y", "y"},
        {"n", "n"},
        {"null", nullptr},
        {"~", nullptr},
        {"", nullptr},
        {"Null", nullptr},
        {"none", "none"},
        {"12", 12},
        {"-3", -3},
        {"+4", 4},
        {"0", 0},
        {"0123", 83},
        {"089", "089"},
        {"0x1F", 31},
        {"0b101", 5},
        {"1_000", 1000},
        {"12:30", 750},
        {"1:30:00", 5400},
        {"07:30", "07:30"},
        {"00:05:00", "00:05:00"},
        {"12:60", "12:60"},
        {"1.5", 1.5},
        {"-0.5", -0.5},
        {".5", 0.5},
        {"1.", 1.0},
        {"1e5", "1e5"},
        {"1.0e+5", 1.0e5},
        {"1.0e5", "1.0e5"},
        {"99999999999999999999", "99999999999999999999"},
        {"2025-03-09", "2025-03-09"},
        {"light.hall", "light.hall"},
        {"-", "-"},
        {"0x", "0x"}};
    for (const auto& [plain, value] : cases) BOOST_TEST(yaml_plain_value(plain) == value, plain);
}

BOOST_AUTO_TEST_CASE(text_is_quoted_where_it_would_be_read_otherwise) {
    for (const char* dangerous :
         {"on", "Off",   "yes",  "NO",    "true", "null", "~",    "",       "y",  "N",
          "12", "12:30", "0123", "1.5",   "-",    "- a",  "a: b", "a #b",   "#a", " a",
          "a ", "a\nb",  "a\tb", "\"a\"", "'a'",  "[a]",  "{a}",  "&a",     "*a", "!a",
          "|",  ">",     "%a",   "@a",    "`a",   "a,b",  "=",    "<<",     "/5", "ä",
          "a:", "?",     "---",  "...",   ".inf", ".5",   "a\\b", "{{ x }}"})
        BOOST_TEST(!is_safe_plain_text(dangerous), dangerous);
    for (const char* safe : {"light.hall", "Hall light", "turn_on", "below_horizon", "a/b",
                             "nobody", "on-off", "yess", "one"})
        BOOST_TEST(is_safe_plain_text(safe), safe);
    BOOST_TEST(yaml_text("12:30") == "\"12:30\"\n");
    BOOST_TEST(
        yaml_text(OrderedJson{{"state", "on"}, {"no", "yes"}, {"a", OrderedJson::array()}}) ==
        "state: \"on\"\n\"no\": \"yes\"\na: []\n");
}

BOOST_AUTO_TEST_CASE(every_text_is_read_as_it_was_written) {
    std::vector<std::string> texts = {"two\nlines\n",
                                      "\ttab",
                                      "\x01\x1f\x7f",
                                      "Küche ☕",
                                      "😀",
                                      "\xc2\x80\xc2\x85\xc2\x9f\xc2\xa0",
                                      "\xe2\x80\xa8\xe2\x80\xa9",
                                      "\xef\xbb\xbf mark",
                                      "\xef\xbf\xbe\xef\xbf\xbf",
                                      "\\x41",
                                      std::string(500, 'a'),
                                      "a: 'b' \"c\" #d",
                                      "\r\n"};
    for (int c = 1; c < 128; ++c) {
        texts.push_back(std::string(1, static_cast<char>(c)));
        texts.push_back(std::string("a") + static_cast<char>(c) + "b");
    }
    for (const std::string& text : texts) {
        BOOST_TEST(read_back(text) == Json(text), text);
        BOOST_TEST(read_back(OrderedJson{{text, OrderedJson::array({text})}}) ==
                       (Json{{text, Json::array({text})}}),
                   text);
    }
}

BOOST_AUTO_TEST_CASE(numbers_keep_every_digit_and_their_kind) {
    for (const double number : {0.1, -0.5, 1e-5, 1.0, 1e300, 123456789.125, 0.30000000000000004}) {
        const Json back = read_back(number);
        BOOST_TEST(back.is_number_float());
        BOOST_TEST(back.get<double>() == number);
    }
    for (const std::int64_t number : {std::int64_t{0}, INT64_MAX, std::int64_t{-7}})
        BOOST_TEST(read_back(number) == Json(number));
    BOOST_TEST(read_back(true) == Json(true));
    BOOST_TEST(read_back(nullptr) == Json());
    BOOST_TEST(yaml_text(std::numeric_limits<double>::infinity()) == "null\n");
}

BOOST_AUTO_TEST_CASE(nested_values_keep_their_form) {
    const char* text =
        R"({"a":[1,[2,[]],{"b":{"c":null,"d":{}}},[[{"e":"f"}]]],"g":{"!secret":"x"}})";
    BOOST_TEST(read_back(OrderedJson::parse(text)) == Json::parse(text));
    BOOST_TEST(yaml_text(OrderedJson::parse(R"([{"a":1,"b":[{"c":2}]},[3,4]])")) ==
               "- a: 1\n  b:\n    - c: 2\n- - 3\n  - 4\n");
}

BOOST_AUTO_TEST_SUITE_END()
