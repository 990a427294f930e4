#include "pattern_detection/vocabulary.hpp"

#include <boost/test/unit_test.hpp>

using hearth::pattern::kNoSymbol;
using hearth::pattern::Vocabulary;

BOOST_AUTO_TEST_SUITE(vocabulary)

BOOST_AUTO_TEST_CASE(labels_are_numbered_by_first_appearance) {
    Vocabulary vocabulary;
    BOOST_TEST(vocabulary.add_symbol("motion") == 0);
    BOOST_TEST(vocabulary.add_candidate("light=on").value() == 0);
    BOOST_TEST(vocabulary.add_candidate("fan=on").value() == 1);
    BOOST_TEST(vocabulary.add_symbol("light=on") == 1);
    BOOST_TEST(vocabulary.add_candidate("light=on").value() == 0);
    BOOST_TEST(vocabulary.symbols() == 3);
    BOOST_TEST(vocabulary.candidates() == 2);
    BOOST_TEST(vocabulary.label(vocabulary.symbol_of_candidate(1)) == "fan=on");
}

BOOST_AUTO_TEST_CASE(context_is_no_candidate_until_it_is_a_target) {
    Vocabulary vocabulary;
    const int symbol = vocabulary.add_symbol("motion");
    BOOST_TEST(!vocabulary.candidate_of_symbol(symbol).has_value());
    BOOST_TEST(!vocabulary.find_candidate("motion").has_value());
    BOOST_TEST(!vocabulary.find_candidate("never seen").has_value());
    BOOST_TEST(!vocabulary.candidate_of_symbol(kNoSymbol).has_value());
    BOOST_TEST(vocabulary.add_candidate("motion").value() == 0);
    BOOST_TEST(vocabulary.candidate_of_symbol(symbol).value() == 0);
}

BOOST_AUTO_TEST_CASE(it_is_bounded) {
    Vocabulary vocabulary;
    for (int i = 0; i < Vocabulary::kMaxCandidates; ++i)
        BOOST_REQUIRE(vocabulary.add_candidate(std::to_string(i)).has_value());
    BOOST_TEST(!vocabulary.add_candidate("one more").has_value());
    for (int i = 0; i < Vocabulary::kMaxSymbols + 5; ++i)
        vocabulary.add_symbol("s" + std::to_string(i));
    BOOST_TEST(vocabulary.symbols() == Vocabulary::kMaxSymbols);
}

BOOST_AUTO_TEST_SUITE_END()
