#include "training/machine_probe.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace hearth::training {

namespace {

namespace fs = std::filesystem;

// A broken sensor shows -273 or 65535; nothing that still computes is outside of this.
constexpr double kColdest = -40, kHottest = 150;

// Files of /proc and /sys tell no size: the first line is read.
std::optional<std::string> first_line(const fs::path& path) {
    std::ifstream in(path);
    std::string line;
    if (!in || !std::getline(in, line)) return std::nullopt;
    return line;
}

std::optional<double> number(std::string_view text) {
    double out = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), out);
    return result.ec == std::errc{} ? std::optional(out) : std::nullopt;
}

std::optional<double> number_in(const fs::path& path) {
    const auto line = first_line(path);
    return line ? number(*line) : std::nullopt;
}

// The entries of a folder; none when it is not there.
std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code failed;
    fs::directory_iterator at(folder, failed);
    while (!failed && at != fs::directory_iterator()) {
        out.push_back(at->path());
        at.increment(failed);
    }
    return out;
}

// "0-3,6" are five. Nothing for anything else.
std::optional<int> count_cores(std::string_view online) {
    int cores = 0;
    while (!online.empty()) {
        const auto comma = online.find(',');
        const std::string_view item = online.substr(0, comma);
        const auto dash = item.find('-');
        const auto from = number(item.substr(0, dash));
        const auto to = dash == std::string_view::npos ? from : number(item.substr(dash + 1));
        if (!from || !to || *to < *from) return std::nullopt;
        cores += static_cast<int>(*to - *from) + 1;
        online = comma == std::string_view::npos ? "" : online.substr(comma + 1);
    }
    return cores > 0 ? std::optional(cores) : std::nullopt;
}

// Batteries of mice and keyboards say that they are a device's.
bool is_battery_of_machine(const fs::path& supply, const std::string& type) {
    return (type == "Battery" || type == "UPS") &&
           first_line(supply / "scope").value_or("System") != "Device" &&
           number_in(supply / "present").value_or(1) != 0;
}

}  // namespace

learning::MachineState MachineProbe::read() const {
    learning::MachineState out;
    out.load_per_core = load_per_core();
    out.temperature_c = temperature_c();
    out.available_mb = available_mb();
    read_power(out);
    return out;
}

// The mean of the last minute.
std::optional<double> MachineProbe::load_per_core() const {
    const auto load = number_in(fs::path(root_) / "proc/loadavg");
    const auto online = first_line(fs::path(root_) / "sys/devices/system/cpu/online");
    const auto cores = online ? count_cores(*online) : std::nullopt;
    if (!load || !cores) return std::nullopt;
    return *load / *cores;
}

std::optional<double> MachineProbe::available_mb() const {
    constexpr std::string_view kKey = "MemAvailable:";
    std::ifstream in(fs::path(root_) / "proc/meminfo");
    for (std::string line; std::getline(in, line);) {
        if (line.rfind(kKey, 0) != 0) continue;
        const auto digits = line.find_first_not_of(" \t", kKey.size());
        if (digits == std::string::npos) return std::nullopt;
        const auto kilobytes = number(std::string_view(line).substr(digits));
        return kilobytes ? std::optional(*kilobytes / 1024) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<double> MachineProbe::temperature_c() const {
    std::optional<double> hottest;
    for (const fs::path& zone : entries(fs::path(root_) / "sys/class/thermal")) {
        if (zone.filename().string().rfind("thermal_zone", 0) != 0) continue;
        const auto thousandths = number_in(zone / "temp");
        if (!thousandths) continue;
        const double celsius = *thousandths / 1000;
        if (celsius > kColdest && celsius < kHottest)
            hottest = std::max(hottest.value_or(celsius), celsius);
    }
    return hottest;
}

// A supply from the mains that is on decides; without one, what the batteries do. Several batteries
// are used one after the other: the mean says what is left.
void MachineProbe::read_power(learning::MachineState& out) const {
    std::optional<bool> mains;
    bool discharging = false, charging = false;
    int batteries = 0, with_percent = 0;
    double percent = 0;
    for (const fs::path& supply : entries(fs::path(root_) / "sys/class/power_supply")) {
        const std::string type = first_line(supply / "type").value_or("");
        if (is_battery_of_machine(supply, type)) {
            ++batteries;
            const std::string status = first_line(supply / "status").value_or("");
            discharging = discharging || status == "Discharging";
            charging =
                charging || status == "Charging" || status == "Full" || status == "Not charging";
            if (const auto capacity = number_in(supply / "capacity")) {
                percent += *capacity;
                ++with_percent;
            }
        } else if (const auto online = number_in(supply / "online"); online && type == "Mains") {
            mains = mains.value_or(false) || *online > 0;
        }
    }
    if (batteries == 0) return;
    if (with_percent > 0) out.battery_percent = percent / with_percent;
    if (mains == true || (!discharging && charging))
        out.on_battery = false;
    else if (discharging || mains == false)
        out.on_battery = true;
}

}  // namespace hearth::training
