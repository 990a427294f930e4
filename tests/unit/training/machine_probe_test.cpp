#include "training/machine_probe.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "support/temporary_folder.hpp"

using hearth::learning::MachineState;
using hearth::test::TemporaryFolder;
using hearth::training::MachineProbe;

namespace {

using Files = std::map<std::string, std::string>;  // path below the root -> content

MachineState read(const Files& files) {
    const TemporaryFolder root;
    for (const auto& [path, content] : files) {
        const std::filesystem::path file = root.file(path);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content;
    }
    return MachineProbe(root.path()).read();
}

// -1 stands for what cannot be told.
double told(std::optional<double> value) { return value.value_or(-1); }

Files supply(const std::string& name, const Files& files) {
    Files out;
    for (const auto& [file, content] : files)
        out["sys/class/power_supply/" + name + "/" + file] = content + "\n";
    return out;
}

Files operator+(Files a, const Files& b) {
    a.insert(b.begin(), b.end());
    return a;
}

const Files kMainsOn = supply("AC", {{"type", "Mains"}, {"online", "1"}});
const Files kMainsOff = supply("AC", {{"type", "Mains"}, {"online", "0"}});

Files battery(const std::string& name, const std::string& status, const std::string& capacity) {
    return supply(name, {{"type", "Battery"}, {"status", status}, {"capacity", capacity}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(machine_probe)

BOOST_AUTO_TEST_CASE(load) {
    struct Case {
        const char* loadavg;
        const char* online;
        double per_core;
    };
    for (const Case& c : std::vector<Case>{
             {"2.50 1.00 0.50 3/90 22453\n", "0-3\n", 0.625},
             {"0.00 0.00 0.00 1/90 1\n", "0\n", 0},
             {"5.00 0.00 0.00 1/90 1\n", "0-1,4,6-7\n", 1},
             {"nothing\n", "0-3\n", -1},
             {"", "0-3\n", -1},
             {"2.50 1.00 0.50 3/90 22453\n", "", -1},
             {"2.50 1.00 0.50 3/90 22453\n", "\n", -1},
             {"2.50 1.00 0.50 3/90 22453\n", "3-0\n", -1},
             {"2.50 1.00 0.50 3/90 22453\n", "all\n", -1},
         }) {
        const auto state =
            read({{"proc/loadavg", c.loadavg}, {"sys/devices/system/cpu/online", c.online}});
        BOOST_TEST(told(state.load_per_core) == c.per_core, c.loadavg << c.online);
    }
    BOOST_TEST(!read({{"proc/loadavg", "2.50 1.00 0.50 3/90 2\n"}}).load_per_core);
}

BOOST_AUTO_TEST_CASE(memory) {
    for (const auto& [meminfo, mb] : std::vector<std::pair<const char*, double>>{
             {"MemTotal:       24684096 kB\nMemFree:  10 kB\nMemAvailable:     512000 kB\n", 500},
             {"MemAvailable: 1024 kB\n", 1},
             {"MemTotal:       24684096 kB\nMemFree:  10 kB\n", -1},
             {"MemAvailable:\n", -1},
             {"MemAvailable: much\n", -1},
             {"", -1},
         })
        BOOST_TEST(told(read({{"proc/meminfo", meminfo}}).available_mb) == mb, meminfo);
}

BOOST_AUTO_TEST_CASE(temperature_of_the_hottest_zone) {
    const std::string folder = "sys/class/thermal/";
    const std::string first = folder + "thermal_zone0/temp", second = folder + "thermal_zone1/temp";
    struct Case {
        Files files;
        double celsius;
    };
    for (const Case& c : std::vector<Case>{
             {{{first, "48312\n"}}, 48.312},
             {{{first, "48312\n"}, {second, "61000\n"}}, 61},
             {{{first, "48312\n"}, {folder + "cooling_device0/temp", "99000\n"}}, 48.312},
             {{{first, "48312\n"}, {second, "65535000\n"}}, 48.312},
             {{{first, "-273150\n"}}, -1},
             {{{first, "\n"}}, -1},
             {{{folder + "thermal_zone0/type", "cpu\n"}}, -1},
             {{}, -1},
         })
        BOOST_TEST(told(read(c.files).temperature_c) == c.celsius,
                   boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(power) {
    struct Case {
        const char* name;
        Files files;
        std::optional<bool> on_battery;
        double percent;
    };
    const Files mouse = supply(
        "hidpp_battery_0",
        {{"type", "Battery"}, {"scope", "Device"}, {"status", "Discharging"}, {"capacity", "5"}});
    const Files empty_bay = supply(
        "BAT1", {{"type", "Battery"}, {"present", "0"}, {"status", "Unknown"}, {"capacity", "0"}});
    for (const Case& c : std::vector<Case>{
             {"no battery", {}, std::nullopt, -1},
             {"mains only", kMainsOn, std::nullopt, -1},
             {"mains, no battery, off", kMainsOff, std::nullopt, -1},
             {"charging", kMainsOn + battery("BAT0", "Charging", "80"), false, 80},
             {"held on mains", kMainsOn + battery("BAT0", "Not charging", "80"), false, 80},
             {"a weak charger", kMainsOn + battery("BAT0", "Discharging", "80"), false, 80},
             {"power cut", kMainsOff + battery("BAT0", "Discharging", "64"), true, 64},
             {"power cut, status not known", kMainsOff + battery("BAT0", "Unknown", "64"), true,
              64},
             {"no mains entry", battery("BAT0", "Discharging", "64"), true, 64},
             {"no mains entry, full", battery("BAT0", "Full", "100"), false, 100},
             {"nothing is known", battery("BAT0", "Unknown", "50"), std::nullopt, 50},
             {"two, one is used",
              battery("BAT0", "Discharging", "20") + battery("BAT1", "Not charging", "100"), true,
              60},
             {"a mouse", kMainsOn + mouse, std::nullopt, -1},
             {"a mouse on a laptop", kMainsOn + mouse + battery("BAT0", "Full", "100"), false, 100},
             {"an empty bay", kMainsOff + empty_bay, std::nullopt, -1},
             {"a UPS", supply("ups", {{"type", "UPS"}, {"status", "Discharging"}}), true, -1},
         }) {
        const auto state = read(c.files);
        BOOST_TEST((state.on_battery == c.on_battery), c.name);
        BOOST_TEST(told(state.battery_percent) == c.percent, c.name);
    }
}

BOOST_AUTO_TEST_CASE(a_root_that_is_not_there) {
    const auto state = MachineProbe("/no/such/folder").read();
    BOOST_TEST(!state.load_per_core);
    BOOST_TEST(!state.available_mb);
    BOOST_TEST(!state.temperature_c);
    BOOST_TEST(!state.on_battery.has_value());
    BOOST_TEST(!state.battery_percent);
}

BOOST_AUTO_TEST_CASE(this_machine) {
    const auto state = MachineProbe().read();
    BOOST_TEST(told(state.available_mb) > 1);
}

BOOST_AUTO_TEST_SUITE_END()
