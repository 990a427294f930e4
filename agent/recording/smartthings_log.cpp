#include "recording/smartthings_log.hpp"

#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/file.hpp"
#include "core/json.hpp"
#include "recording/csv_reader.hpp"

namespace hearth {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kActions = 10, kNumbers = 5, kPerLine = kActions * kNumbers;
constexpr TimeUs kFirstMonday = 10'959 * kMicrosPerDay;                       // 2000-01-03
constexpr TimeUs kLastMonday = kFirstMonday + 300'000LL * 7 * kMicrosPerDay;  // about year 7700
constexpr TimeUs kSlot = kMicrosPerDay / 8;

// Splits a line into integers; nothing if a word is none.
std::optional<std::vector<int>> integers_of(const std::string& line) {
    std::vector<int> out;
    const char* at = line.data();
    const char* const end = at + line.size();
    for (;;) {
        while (at < end && (*at == ' ' || *at == '\t')) ++at;
        if (at == end) return out;
        int number = 0;
        const auto [behind, code] = std::from_chars(at, end, number);
        if (code != std::errc() || (behind < end && *behind != ' ' && *behind != '\t'))
            return std::nullopt;
        out.push_back(number);
        at = behind;
    }
}

// "trn" of ".../trn.txt.xz"
std::string stem_of(const std::string& path) {
    const std::string name = fs::path(path).filename().string();
    return name.substr(0, name.find('.'));
}

// Home Assistant's domain for what a device of the log is.
std::string domain_of_device(const std::string& device) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kDomains = {
        {{"Light", "light"},
         {"Blind", "cover"},
         {"GarageDoor", "cover"},
         {"Fan", "fan"},
         {"Television", "media_player"},
         {"NetworkAudio", "media_player"},
         {"SetTop", "media_player"},
         {"AirConditioner", "climate"},
         {"Thermostat", "climate"},
         {"SmartLock", "lock"},
         {"RobotCleaner", "vacuum"},
         {"Camera", "camera"}}};
    for (const auto& [name, domain] : kDomains)
        if (device == name) return std::string(domain);
    return device.size() > 6 && device.ends_with("Sensor") ? "binary_sensor" : "switch";
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

using Names = std::map<int, std::string>;

// Number of a device_control -> its name. Empty when there is no dictionary.
Result<Names> read_names(const fs::path& folder) {
    const std::string path = (folder / "dictionary.json").string();
    if (!is_there(path)) return Names{};
    const auto text = read_file(path);
    if (!text) return text.error();
    const auto json = parse_json(*text, {text->size(), 8});
    if (!json) return Error{json.error().code, path + ": " + json.error().text};
    const auto controls = json->is_object() ? json->find("device_control_dict") : json->end();
    if (controls == json->end() || !controls->is_object())
        return Error{ErrorCode::kInvalid,
                     path + ": has no object 'device_control_dict' (name -> number)"};
    Names names;
    for (const auto& [name, number] : controls->items()) {
        if (!number.is_number_integer() || !objection_to_text("name", name).empty())
            return Error{ErrorCode::kInvalid, path + ": the entry " + shown(name) +
                                                  " is not a name with a whole number"};
        names[number.get<int>()] = name;
    }
    return names;
}

using Parts = std::map<std::pair<std::string, std::size_t>, std::string>;

// (file, row from 0) -> "train" or "test". Empty when there is no components.csv.
Result<Parts> read_parts(const fs::path& folder) {
    const std::string path = (folder / "components.csv").string();
    Parts parts;
    if (!is_there(path)) return parts;
    auto lines = LineSource::open(path, 64ULL * 1024 * 1024);
    if (!lines) return lines.error();
    CsvReader csv(**lines);
    std::vector<std::string> fields;
    bool header = true;
    for (;;) {
        const auto more = csv.next(fields);
        if (!more) return more.error();
        if (!*more) return parts;
        if (std::exchange(header, false)) {
            if (fields == std::vector<std::string>{"file", "row", "component", "clean_split"})
                continue;
            return csv.error("the header file,row,component,clean_split was expected");
        }
        const auto row = fields.size() == 4 ? integers_of(fields[1]) : std::nullopt;
        if (!row || row->size() != 1 || row->front() < 0 ||
            (fields[3] != "train" && fields[3] != "test"))
            return csv.error(
                "a file, a row number, a component and 'train' or 'test' were "
                "expected");
        parts[{fields[0], static_cast<std::size_t>(row->front())}] = fields[3];
    }
}

class WindowReader {
public:
    WindowReader(LogBuilder& builder, Names names, Parts parts)
        : builder_(builder), names_(std::move(names)), parts_(std::move(parts)) {}

    Status read(const std::string& path) {
        auto lines = LineSource::open(path, builder_.options().max_bytes);
        if (!lines) return lines.error();
        const std::string stem = stem_of(path);
        std::string line;
        for (std::size_t row = 0;;) {
            const auto more = (*lines)->next(line);
            if (!more) return more.error();
            if (!*more) return {};
            if (line.empty()) continue;
            if (Status ok = builder_.count_row(); !ok) return ok;
            if (Status ok = add_window(line, stem, row++, **lines); !ok) return ok;
        }
    }

private:
    Status add_window(const std::string& line, const std::string& stem, std::size_t row,
                      const LineSource& lines) {
        const auto numbers = integers_of(line);
        if (!numbers || numbers->size() != kPerLine)
            return lines.error(
                "found " + (numbers ? std::to_string(numbers->size()) + " integers" : shown(line)) +
                " where a window of 50 integers was expected (10 actions of day, slot, device, "
                "control, device_control)");
        if (week_us_ > kLastMonday)
            return Error{ErrorCode::kTooLarge,
                         lines.path() + ": more windows than can be given weeks of their own"};
        const std::string group = stem + ":" + std::to_string(row);
        const auto part = parts_.find({stem, row});
        TimeUs last = week_us_;
        for (std::size_t i = 0; i < kActions; ++i) {
            const int* action = numbers->data() + i * kNumbers;
            if (action[0] < 0 || action[0] > 6 || action[1] < 0 || action[1] > 7 || action[4] < 0)
                return lines.error("action " + std::to_string(i + 1) +
                                   ": the day must be 0 to 6, the slot 0 to 7, the device_control "
                                   "not negative");
            LogEvent event = event_of(action[4]);
            // Within a slot only the order is known: one second apart.
            TimeUs time = week_us_ + action[0] * kMicrosPerDay + action[1] * kSlot +
                          static_cast<TimeUs>(i) * kMicrosPerSecond;
            if (time < last) time += next_week();
            last = time;
            event.local_us = time;
            event.group = group;
            if (part != parts_.end()) event.part = part->second;
            event.target = event.part != "test" || i + 1 == kActions;
            builder_.add(std::move(event));
        }
        next_week();
        return {};
    }

    TimeUs next_week() {
        week_us_ += 7 * kMicrosPerDay;
        return 7 * kMicrosPerDay;
    }

    LogEvent event_of(int device_control) {
        LogEvent event;
        const auto known = names_.find(device_control);
        if (known == names_.end()) {
            event.sensor = "device control " + std::to_string(device_control);
            event.state = "on";
            event.entity_id = builder_.names().entity_id(event.sensor, event.sensor);
            return event;
        }
        const auto colon = known->second.find(':');
        event.sensor = known->second.substr(0, colon);
        event.state = colon == std::string::npos ? "on" : known->second.substr(colon + 1);
        event.entity_id =
            builder_.names().entity_id(event.sensor, event.sensor, domain_of_device(event.sensor));
        return event;
    }

    LogBuilder& builder_;
    Names names_;
    Parts parts_;
    TimeUs week_us_ = kFirstMonday;
};

Result<WindowReader> reader_for(const fs::path& folder, LogBuilder& builder) {
    auto names = read_names(folder);
    if (!names) return names.error();
    auto parts = read_parts(folder);
    if (!parts) return parts.error();
    return WindowReader(builder, std::move(names).value(), std::move(parts).value());
}

}  // namespace

bool is_integer_row(const std::string& line) {
    const auto numbers = integers_of(line);
    return numbers && numbers->size() >= 2;
}

Status read_smartthings_file(const std::string& path, LogBuilder& builder) {
    auto reader = reader_for(fs::path(path).parent_path(), builder);
    if (!reader) return reader.error();
    return reader->read(path);
}

Status read_smartthings_folder(const std::string& folder, LogBuilder& builder) {
    auto reader = reader_for(folder, builder);
    if (!reader) return reader.error();
    for (const char* stem : {"trn", "vld", "test"}) {
        const fs::path plain = fs::path(folder) / (std::string(stem) + ".txt");
        const fs::path packed = plain.string() + ".xz";
        if (!is_there(plain) && !is_there(packed))
            return Error{ErrorCode::kNotFound,
                         folder + ": neither " + plain.filename().string() + " nor " +
                             packed.filename().string() +
                             " is there; a folder is read as SmartThings windows (trn, vld and "
                             "test). For another log name the file itself"};
        if (Status ok = reader->read(is_there(plain) ? plain.string() : packed.string()); !ok)
            return ok;
    }
    return {};
}

}  // namespace hearth
