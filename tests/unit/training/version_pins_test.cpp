// Versions on the disk: which files are kept, and which go.
#include <filesystem>

#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct VersionsFixture : LoopFixture {
    VersionsFixture() {
        for (int i = 0; i < 8; ++i) activate();  // five inactive ones are kept
    }
    bool has_file(std::int64_t version) {
        return std::filesystem::exists(
            versions->path_of(*take(store->versions().get(kModelName, version))));
    }
    std::string files() {
        std::string out;
        for (std::int64_t version = 1; version <= 8; ++version)
            if (has_file(version)) out += std::to_string(version);
        return out;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(version_pins, VersionsFixture)

BOOST_AUTO_TEST_CASE(the_newest_ones_are_kept_and_the_pinned_one_besides) {
    must(versions->pin(kModelName, 1));
    versions->delete_old(kModelName);
    BOOST_TEST(files() == "1345678");
    BOOST_TEST(state_of(1) == "previous");
    BOOST_TEST(state_of(2) == "deleted");
    open();
    versions->delete_old(kModelName);
    BOOST_TEST(has_file(1));
    BOOST_TEST(take(versions->rollback(kModelName, 1)).version == 1);
}

BOOST_AUTO_TEST_CASE(an_unpinned_one_goes_when_it_is_old) {
    must(versions->pin(kModelName, 1));
    BOOST_TEST(take(versions->unpin(kModelName, std::nullopt)) == 1);
    BOOST_TEST(!take(versions->pinned(kModelName)).has_value());
    versions->delete_old(kModelName);
    BOOST_TEST(files() == "345678");
}

BOOST_AUTO_TEST_CASE(one_version_can_be_pinned_and_another_does_not_take_its_place) {
    must(versions->pin(kModelName, 1));
    must(versions->pin(kModelName, 1));
    const Status second = versions->pin(kModelName, 3);
    BOOST_TEST((code_of_failure(second) == ErrorCode::kConflict));
    BOOST_TEST(second.error().text ==
               "version 1 of habits is pinned, and one can be; unpin it first");
    BOOST_TEST((code_of_failure(versions->unpin(kModelName, 3)) == ErrorCode::kNotFound));
    BOOST_TEST(*take(versions->pinned(kModelName)) == 1);
    BOOST_TEST(take(versions->unpin(kModelName, 1)) == 1);
    BOOST_TEST(
        (code_of_failure(versions->unpin(kModelName, std::nullopt)) == ErrorCode::kNotFound));
    must(versions->pin(kModelName, 3));
}

BOOST_AUTO_TEST_CASE(only_what_is_there_can_be_pinned) {
    BOOST_TEST((code_of_failure(versions->pin(kModelName, 99)) == ErrorCode::kNotFound));
    versions->delete_old(kModelName);
    BOOST_TEST((code_of_failure(versions->pin(kModelName, 1)) == ErrorCode::kConflict));
}

BOOST_AUTO_TEST_CASE(a_refused_version_gives_way_and_a_deleted_one_stays_deleted) {
    must(versions->refuse(kModelName, 8, "it is of another schema"));
    BOOST_TEST(*active() == 7);
    must(versions->refuse(kModelName, 3, "it is of another schema"));
    BOOST_TEST(*active() == 7);
    BOOST_TEST(state_of(3) == "damaged");
    BOOST_TEST(take(versions->forget_all(kModelName)) == 8);
    must(versions->refuse(kModelName, 7, "its file is gone"));
    BOOST_TEST(state_of(7) == "deleted");
}

BOOST_AUTO_TEST_CASE(forgetting_deletes_the_pinned_one_too) {
    must(versions->pin(kModelName, 1));
    BOOST_TEST(take(versions->forget_all(kModelName)) == 8);
    BOOST_TEST(files() == "");
    BOOST_TEST(!take(versions->pinned(kModelName)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
