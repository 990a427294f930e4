#include "recording/automation_pairs.hpp"

#include <array>
#include <map>
#include <set>
#include <utility>

#include "recording/csv_reader.hpp"
#include "recording/log_builder.hpp"

namespace hearth {

namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 28;
constexpr std::size_t kMaxRows = 2'000'000;

constexpr std::array<const char*, 12> kHeader{
    "home",          "automation",     "trigger_platform",      "trigger_domain",
    "trigger_kind",  "trigger_entity", "action_service_domain", "action_service",
    "target_domain", "target_kind",    "target_entity",         "trigger_also_condition"};
enum Column : std::size_t {
    kHome = 0,
    kAutomation = 1,
    kTriggerDomain = 3,
    kTriggerKind = 4,
    kTriggerEntity = 5,
    kTargetDomain = 8,
    kTargetKind = 9,
    kTargetEntity = 10,
};

struct Kind {
    std::string domain, kind;
};

struct Automation {
    std::set<std::string> triggers, targets;
};

struct HomeRows {
    std::map<std::string, Kind> entities;
    std::map<std::string, Automation> automations;
};

using Homes = std::map<std::string, HomeRows>;

Status check_header(CsvReader& csv, const LineSource& lines) {
    std::vector<std::string> header;
    const auto more = csv.next(header);
    if (!more) return more.error();
    if (!*more) return lines.error("the file is empty");
    if (std::equal(header.begin(), header.end(), kHeader.begin(), kHeader.end())) return {};
    std::string expected;
    for (const char* name : kHeader) expected += (expected.empty() ? "" : ",") + std::string(name);
    return csv.error("this is no table of automations; its header would be " + expected);
}

Status take_entity(const std::string& id, const std::string& domain, const std::string& kind,
                   HomeRows& home, std::set<std::string>& side, const CsvReader& csv) {
    if (id.empty()) return {};
    const std::string objection = objection_to_text("entity", id);
    if (!objection.empty()) return csv.error(objection);
    home.entities.try_emplace(id, Kind{domain, kind});
    side.insert(id);
    return {};
}

Status take_row(const std::vector<std::string>& row, Homes& homes, const CsvReader& csv) {
    if (row.size() != kHeader.size())
        return csv.error("found " + std::to_string(row.size()) + " fields where " +
                         std::to_string(kHeader.size()) + " were expected");
    for (const auto& [column, name] : {std::pair(kHome, "home"), {kAutomation, "automation"}}) {
        const std::string objection = objection_to_text(name, row[column]);
        if (!objection.empty()) return csv.error(objection);
    }
    HomeRows& home = homes[row[kHome]];
    Automation& automation = home.automations[row[kAutomation]];
    if (Status ok = take_entity(row[kTriggerEntity], row[kTriggerDomain], row[kTriggerKind], home,
                                automation.triggers, csv);
        !ok)
        return ok;
    return take_entity(row[kTargetEntity], row[kTargetDomain], row[kTargetKind], home,
                       automation.targets, csv);
}

Sample context(const std::string& home, const std::string& label, TimeUs time, Json features) {
    Sample out;
    out.kind = "interaction";
    out.group = home;
    out.label = label;
    out.time_us = time;
    out.target = false;
    out.source = SampleSource::kImported;
    out.features = std::move(features);
    return out;
}

std::vector<Sample> samples_of(const Homes& homes) {
    std::vector<Sample> out;
    TimeUs time = 0;  // the table has none; the order is all that is kept
    for (const auto& [name, home] : homes) {
        for (const auto& [id, kind] : home.entities)
            out.push_back(context(name, id, ++time,
                                  {{"row", "entity"},
                                   {"entity", id},
                                   {"domain", kind.domain},
                                   {"device_class", kind.kind}}));
        for (const auto& [id, automation] : home.automations)
            out.push_back(context(name, "automation." + id, ++time,
                                  {{"row", "automation"},
                                   {"automation", id},
                                   {"triggers", automation.triggers},
                                   {"targets", automation.targets}}));
    }
    return out;
}

}  // namespace

Result<std::vector<Sample>> read_automation_pairs(const std::string& path) {
    auto lines = LineSource::open(path, kMaxBytes);
    if (!lines) return lines.error();
    CsvReader csv(**lines);
    if (Status ok = check_header(csv, **lines); !ok) return ok.error();
    Homes homes;
    std::vector<std::string> row;
    for (std::size_t rows = 0;; ++rows) {
        const auto more = csv.next(row);
        if (!more) return more.error();
        if (!*more) break;
        if (rows == kMaxRows)
            return Error{ErrorCode::kTooLarge,
                         path + " has more than " + std::to_string(kMaxRows) + " rows"};
        if (Status ok = take_row(row, homes, csv); !ok) return ok.error();
    }
    if (homes.empty()) return Error{ErrorCode::kInvalid, path + ": holds no rows"};
    return samples_of(homes);
}

}  // namespace hearth
