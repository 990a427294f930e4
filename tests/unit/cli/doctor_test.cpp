#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "../http/running_server.hpp"
#include "cli/doctor.hpp"

using namespace hearth;
using namespace hearth::cli;
using namespace hearth::test;
namespace fs = std::filesystem;

namespace {

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_bad_and_named) {
    TemporaryFolder folder;
    config::Settings settings;
    write(folder.file("good.yaml"), "home:\n  time_zone: Europe/Berlin\n");
    const Check good = check_configuration(folder.file("good.yaml"), {}, settings);
    BOOST_TEST((good.finding == Finding::kGood));
    BOOST_TEST(settings.home.time_zone == "Europe/Berlin");
    write(folder.file("bad.yaml"), "home:\n  time_zoe: Europe/Berlin\n");
    const Check bad = check_configuration(folder.file("bad.yaml"), {}, settings);
    BOOST_TEST((bad.finding == Finding::kBad));
    BOOST_TEST(bad.text.find("time_zoe") != std::string::npos);
    BOOST_TEST(!bad.advice.empty());
    BOOST_TEST(
        (check_configuration(folder.file("none.yaml"), {}, settings).finding == Finding::kBad));
}

BOOST_AUTO_TEST_CASE(only_openblas_will_do) {
    TemporaryFolder folder;
    const std::string alternatives = folder.file("alternatives");
    fs::create_directories(alternatives);
    fs::create_directories(folder.file("lib/openblas-pthread"));
    fs::create_directories(folder.file("lib/blas"));
    write(folder.file("lib/openblas-pthread/libblas.so.3"), "");
    write(folder.file("lib/blas/libblas.so.3"), "");
    const std::string link = alternatives + "/libblas.so.3-x86_64-linux-gnu";
    fs::create_symlink(folder.file("lib/openblas-pthread/libblas.so.3"), link);
    BOOST_TEST((check_blas(alternatives, {}).finding == Finding::kGood));
    fs::remove(link);
    fs::create_symlink(folder.file("lib/blas/libblas.so.3"), link);
    const Check reference = check_blas(alternatives, {});
    BOOST_TEST((reference.finding == Finding::kWarning));
    BOOST_TEST(reference.advice.find("apt install libopenblas0-pthread") != std::string::npos);
    BOOST_TEST(reference.advice.find("libblas.so.3-x86_64-linux-gnu") != std::string::npos);
    fs::remove(link);
    BOOST_TEST((check_blas(alternatives, {}).finding == Finding::kWarning));
    BOOST_TEST(
        (check_blas(alternatives, {folder.file("lib") + "/.."}).finding == Finding::kWarning));
    // Without the alternatives system: the folders of the libraries.
    fs::create_directories(folder.file("usr/lib"));
    fs::create_directory_symlink(folder.file("lib/openblas-pthread"),
                                 folder.file("usr/lib/x86_64-linux-gnu"));
    BOOST_TEST((check_blas(alternatives, {folder.file("usr/lib")}).finding == Finding::kGood));
}

BOOST_AUTO_TEST_CASE(folders_and_programs_must_be_there) {
    TemporaryFolder folder;
    config::Settings settings;
    settings.data_folder = folder.path();
    BOOST_TEST((check_data_folder(settings).finding != Finding::kBad));
    settings.data_folder = folder.file("none");
    BOOST_TEST((check_data_folder(settings).finding == Finding::kBad));
    settings.worker = "/bin/sh";
    BOOST_TEST((check_worker(settings).finding == Finding::kGood));
    settings.worker = folder.path();
    BOOST_TEST((check_worker(settings).finding == Finding::kBad));
    settings.worker = folder.file("none");
    BOOST_TEST((check_worker(settings).finding == Finding::kBad));
    settings.plugin_folder = folder.file("none");
    BOOST_TEST((check_plugins(settings).finding == Finding::kBad));
    settings.plugin_folder = folder.path();
    BOOST_TEST((check_plugins(settings).finding == Finding::kBad));  // no models
    settings.home.time_zone = "Europe/Berlin";
    BOOST_TEST((check_time_zone(settings).finding == Finding::kGood));
    settings.home.time_zone = "Atlantis";
    BOOST_TEST((check_time_zone(settings).finding == Finding::kBad));
}

BOOST_AUTO_TEST_CASE(the_broker_is_knocked_at) {
    asio::io_context loop;
    asio::ip::tcp::acceptor broker(loop, {asio::ip::make_address("127.0.0.1"), 0});
    config::Settings settings;
    settings.mqtt.uri = "tcp://127.0.0.1:" + std::to_string(broker.local_endpoint().port());
    BOOST_TEST((check_broker(settings).finding == Finding::kGood));
    broker.close();
    const Check away = check_broker(settings);
    BOOST_TEST((away.finding == Finding::kBad));
    BOOST_TEST(away.text.find(settings.mqtt.uri) != std::string::npos);
    settings.mqtt.uri = "http://x";
    BOOST_TEST((check_broker(settings).finding == Finding::kBad));
}

BOOST_AUTO_TEST_CASE(the_trainings_at_once_must_fit_into_the_machine) {
    config::Settings settings;
    settings.training.memory_mb = 1024;
    settings.training.max_parallel = 2;
    const std::int64_t two_gib = std::int64_t{2} << 30;
    BOOST_TEST((check_memory(settings, two_gib).finding == Finding::kGood));
    const Check tight = check_memory(settings, two_gib - 1);
    BOOST_TEST((tight.finding == Finding::kWarning));
    BOOST_TEST(tight.advice.find("training.max_parallel") != std::string::npos);
    settings.training.max_parallel = 1;
    BOOST_TEST((check_memory(settings, two_gib - 1).finding == Finding::kGood));
}

BOOST_AUTO_TEST_CASE(the_daemon_is_asked) {
    RunningServer server;
    Json status = {{"version", "1.2"}, {"mqtt", {{"connected", true}}}};
    server.on_loop([&] {
        server.registry.add({"status", "", true, {}},
                            [&](const Json&, const commands::Reply& reply) { reply(status); });
    });
    ApiClient client({server.socket(), "", ""});
    BOOST_TEST((check_daemon(client).finding == Finding::kGood));
    status = {{"version", "1.2"}, {"mqtt", {{"connected", false}, {"last_error", "refused"}}}};
    const Check lonely = check_daemon(client);
    BOOST_TEST((lonely.finding == Finding::kBad));
    BOOST_TEST(lonely.text.find("refused") != std::string::npos);
    status = {{"version", "1.2"}, {"trouble", "the disk is full"}};
    BOOST_TEST(check_daemon(client).text.find("the disk is full") != std::string::npos);
    ApiClient nobody({server.folder.file("none"), "", ""});
    BOOST_TEST((check_daemon(nobody).finding == Finding::kBad));
}

BOOST_AUTO_TEST_CASE(the_report_counts_what_failed) {
    const Json report = doctor_report({{"a", Finding::kGood, "fine", ""},
                                       {"b", Finding::kWarning, "slow", "do it"},
                                       {"c", Finding::kBad, "gone", "get it"}});
    BOOST_TEST(report["failed"] == 1);
    BOOST_TEST(report["checks"][1]["result"] == "warning");
    BOOST_TEST(report["checks"][2]["advice"] == "get it");
}

BOOST_AUTO_TEST_SUITE_END()
