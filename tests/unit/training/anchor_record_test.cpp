// The best score ever on the anchor set.
#include "training/anchor_record.hpp"

#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct RecordFixture : LoopFixture {
    // An active version that scored so on the anchor set.
    std::int64_t active_with(double top1) {
        ModelVersion version;
        version.model = kModelName;
        version.version = take(store->versions().next_version(kModelName));
        version.file = std::to_string(version.version) + ".safetensors";
        version.metrics = {{"anchor", {{"scores", {{"model", {{"top1", top1}}}}}}}};
        BOOST_REQUIRE(store->versions().add_candidate(version).ok());
        must(store->versions().activate(kModelName, version.version));
        return version.version;
    }
    double best() { return take(training::AnchorRecord(*store).best(manifest))["top1"]; }
    const Manifest manifest = loop_manifest();
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(anchor_record, RecordFixture)

BOOST_AUTO_TEST_CASE(it_outlives_the_version_and_a_restart) {
    const std::int64_t first = active_with(.8);
    active_with(.7);
    BOOST_TEST(best() == .8);
    must(training::AnchorRecord(*store).keep(manifest));
    must(store->versions().mark(kModelName, first, "deleted"));
    open();
    BOOST_TEST(best() == .8);
    active_with(.9);
    BOOST_TEST(best() == .9);
}

BOOST_AUTO_TEST_CASE(to_forget_the_versions_forgets_it) {
    active_with(.8);
    must(training::AnchorRecord(*store).keep(manifest));
    BOOST_TEST(take(versions->forget_all(kModelName)) == 1);
    BOOST_TEST(take(training::AnchorRecord(*store).best(manifest)).empty());
}

BOOST_AUTO_TEST_SUITE_END()
