// Versions that wait for a person: over a restart, over other versions, and never for ever.
#include "training/approvals.hpp"

#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct ApprovalFixture : LoopFixture {
    ApprovalFixture() {
        rules.approval.asked = true;
        open();
    }
    training::Approvals& approvals() { return live->approvals(); }
    // One that passed.
    std::int64_t waiting(const std::string& summary = "top1 0.8 against 0.7") {
        const std::int64_t version = candidate();
        for (const Decision& decision :
             take(approvals().begin(kModelName, version, summary, "run")))
            chronicle->tell(decision);
        return version;
    }
    void tick() { live->tick({kModelName}); }
    Json report() { return take(approvals().report(kModelName)); }
    ErrorCode decide(bool approve, std::optional<std::int64_t> version = {}) {
        return code_of_failure(approvals().decide(kModelName, approve, version));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(approvals, ApprovalFixture)

BOOST_AUTO_TEST_CASE(an_approved_one_goes_live_and_is_watched) {
    const auto first = activate();
    const auto second = waiting();
    BOOST_TEST(state_of(second) == "waiting");
    BOOST_TEST((active() == first));
    BOOST_TEST(report()["version"] == second);
    BOOST_TEST(report()["summary"] == "top1 0.8 against 0.7");
    must(approvals().decide(kModelName, true, second));
    BOOST_TEST((active() == second));
    BOOST_TEST(state_of(first) == "previous");
    BOOST_TEST(report().is_null());
    BOOST_TEST(take(live->report(kModelName))["watch"]["version"] == second);
    BOOST_TEST(last(decision_kind::kApproval).code == "approved");
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(a_declined_one_never_goes_live) {
    const auto first = activate();
    const auto second = waiting();
    must(approvals().decide(kModelName, false, {}));
    BOOST_TEST((active() == first));
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(last(decision_kind::kApproval).code == "declined");
    BOOST_TEST((decide(true) == ErrorCode::kNotFound));
    BOOST_TEST((decide(false) == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(it_waits_over_a_restart_and_no_longer_than_its_time) {
    const auto first = activate();
    const auto second = waiting();
    clock.advance(7 * kMicrosPerDay);
    tick();
    open();
    BOOST_TEST(report()["version"] == second);
    clock.advance(7 * kMicrosPerDay - 1);
    tick();
    BOOST_TEST(state_of(second) == "waiting");
    clock.advance(1);
    tick();
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(last(decision_kind::kApproval).code == "expired");
    BOOST_TEST((active() == first));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_make_it_wait_for_ever) {
    activate();
    const auto second = waiting();
    clock.jump_to(clock.wall_us() - 400 * kMicrosPerDay);
    tick();
    BOOST_TEST(state_of(second) == "waiting");
    clock.advance(14 * kMicrosPerDay - 1);
    tick();
    BOOST_TEST(state_of(second) == "waiting");
    clock.advance(1);
    tick();
    BOOST_TEST(state_of(second) == "rejected");
}

BOOST_AUTO_TEST_CASE(a_newer_one_takes_its_place) {
    activate();
    const auto second = waiting();
    const auto third = waiting();
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(report()["version"] == third);
    BOOST_TEST((decide(true, second) == ErrorCode::kConflict));  // not the one that was meant
    BOOST_TEST((decide(false, second) == ErrorCode::kConflict));
    BOOST_TEST(state_of(third) == "waiting");
    const auto list = take(store->decisions().list(9, kModelName, decision_kind::kApproval));
    BOOST_REQUIRE(list.size() == 3U);
    BOOST_TEST(list[1].code == "replaced");
}

BOOST_AUTO_TEST_CASE(it_is_withdrawn_when_another_version_is_active_than_it_was_compared_with) {
    const auto first = activate(), second = activate();
    const auto third = waiting();
    take(live->roll_back(kModelName, first));
    BOOST_TEST((decide(true) == ErrorCode::kConflict));
    BOOST_TEST(state_of(third) == "rejected");
    BOOST_TEST((active() == first));
    BOOST_TEST(last(decision_kind::kApproval).code == "withdrawn");
    BOOST_TEST(state_of(second) == "previous");
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_not_approved) {
    const auto first = activate();
    const auto second = waiting();
    std::ofstream(versions->path_of(*take(store->versions().get(kModelName, second)))) << "rubbish";
    BOOST_TEST((decide(true) == ErrorCode::kConflict));
    BOOST_TEST(state_of(second) == "damaged");
    BOOST_TEST((active() == first));
}

BOOST_AUTO_TEST_CASE(what_waits_goes_live_when_nobody_asks_any_more) {
    activate();
    const auto second = waiting();
    approvals().set_rules({false, 14 * kMicrosPerDay});
    tick();
    BOOST_TEST((active() == second));
    BOOST_TEST(last(decision_kind::kApproval).code == "not_asked");
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_waits_no_longer) {
    activate();
    waiting();
    take(versions->forget_all(kModelName));
    BOOST_TEST(report().is_null());
    BOOST_TEST((decide(true) == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_shadow_that_passes_waits_too) {
    const auto first = activate();
    const auto second = shadow();
    for (int i = 0; i < 150; ++i) {
        clock.advance(1800 * kMicrosPerSecond);
        LiveScore own = score(first, i % 3 == 0), other = score(second, i % 3 != 0);
        other.sample_id = own.sample_id;
        live->on_pair(kModelName, own, other);
    }
    BOOST_TEST((active() == first));
    BOOST_TEST(state_of(second) == "waiting");
    BOOST_TEST(last(decision_kind::kShadow).code == "passed");
    BOOST_TEST(report()["summary"].get<std::string>().find("reciprocal rank") != std::string::npos);
    must(approvals().decide(kModelName, true, {}));
    BOOST_TEST((active() == second));
}

BOOST_AUTO_TEST_CASE(a_person_who_promotes_a_shadow_has_approved_it) {
    activate();
    const auto second = shadow();
    must(live->decide_shadow(kModelName, true));
    BOOST_TEST((active() == second));
    BOOST_TEST(report().is_null());
}

BOOST_AUTO_TEST_SUITE_END()
