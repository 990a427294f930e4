// Each file tests/scenarios/*.yaml is a test case of its own, named as the file.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <vector>

#include "scenarios/runner/scenario_run.hpp"

namespace {

using namespace hearth::scenarios;

void play(const std::string& path) {
    ScenarioRun run(read_scenario(path));
    const std::string failure = run.play();
    BOOST_CHECK_MESSAGE(failure.empty(), failure + "\n" + run.log());
}

struct Register {
    Register() {
        std::vector<std::filesystem::path> files;
        for (const auto& entry :
             std::filesystem::directory_iterator(HEARTH_SOURCE_DIR "/tests/scenarios"))
            if (entry.path().extension() == ".yaml") files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files)
            boost::unit_test::framework::master_test_suite().add(boost::unit_test::make_test_case(
                [path = file.string()] { play(path); }, file.stem().string(), __FILE__, __LINE__));
    }
} const kRegisterAll;

}  // namespace
