// When a version that waits for a person goes on waiting, goes live, is withdrawn or expires.
#include "learning/approval_rule.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::learning;

namespace {

constexpr TimeUs kStart = 20'000 * kMicrosPerDay;
const ApprovalState kState{7, 4, kStart, "top1 0.8"};
const ApprovalRules kAsked{true, 14 * kMicrosPerDay};

}  // namespace

BOOST_AUTO_TEST_SUITE(approval_rule)

BOOST_AUTO_TEST_CASE(it_waits_until_its_time_is_over) {
    using enum ApprovalDecision;
    struct Case {
        std::int64_t active;
        bool asked;
        TimeUs after;
        ApprovalDecision decision;
        const char* words;
    };
    const TimeUs days14 = 14 * kMicrosPerDay;
    for (const Case& c : std::initializer_list<Case>{
             {4, true, 0, kWait, "version 7 passed and waits for approval"},
             {4, true, kMicrosPerDay, kWait, "for another 13 days"},
             {4, true, days14 - 1, kWait, "waits for approval"},
             {4, true, days14, kExpire, "not approved within 14 days; version 4 stays active"},
             {4, false, 0, kPromote, "not asked for any more"},
             {4, false, days14, kPromote, "goes live"},
             {5, true, 0, kWithdraw, "compared with version 4, and version 5 is active now"},
             {5, false, days14, kWithdraw, "withdrawn"},
             {0, true, 0, kWithdraw, "no version (the fallback answers) is active now"}}) {
        const auto verdict =
            assess(kState, c.active, {c.asked, kAsked.expire_after_us}, kStart + c.after);
        BOOST_TEST((verdict.decision == c.decision), verdict.reason);
        BOOST_TEST(verdict.reason.find(c.words) != std::string::npos, verdict.reason);
    }
}

BOOST_AUTO_TEST_CASE(the_first_version_is_compared_with_the_fallback) {
    const ApprovalState first{1, 0, kStart, ""};
    BOOST_TEST((assess(first, 0, kAsked, kStart).decision == ApprovalDecision::kWait));
    BOOST_TEST((assess(first, 2, kAsked, kStart).decision == ApprovalDecision::kWithdraw));
}

BOOST_AUTO_TEST_CASE(what_is_stored_is_read_again_and_rubbish_names_no_version) {
    const ApprovalState back = approval_state_from_json(to_json(kState), kStart + 5);
    BOOST_TEST(back.version == 7);
    BOOST_TEST(back.against == 4);
    BOOST_TEST(back.since_us == kStart);
    BOOST_TEST(back.summary == "top1 0.8");
    // Written by a clock that went ahead: it waits as long as one that begins now.
    BOOST_TEST(approval_state_from_json(to_json(kState), kStart - 9).since_us == kStart - 9);
    for (const char* rubbish : {"null", "7", "[]", "{}", R"({"version":"x","since_us":[]})",
                                R"({"version":-1,"against":-2,"summary":3})"}) {
        const ApprovalState state = approval_state_from_json(Json::parse(rubbish), kStart);
        BOOST_TEST(state.version == 0, rubbish);
        BOOST_TEST(state.against == 0, rubbish);
        BOOST_TEST(state.summary == "", rubbish);
    }
}

BOOST_AUTO_TEST_SUITE_END()
