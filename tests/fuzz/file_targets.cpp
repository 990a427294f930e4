// What is read from files: settings, weights, data sets, recorded logs.
#include "config/loader.hpp"
#include "config/manifest_loader.hpp"
#include "core/file.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "fuzz/scratch_file.hpp"
#include "fuzz/target.hpp"
#include "home/source_config.hpp"
#include "recording/log_reader.hpp"
#include "sdk/dataset.hpp"
#include "sdk/safetensors.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::fuzz {

namespace {

void check_settings(const Result<config::LoadedSettings>& loaded) {
    if (!loaded) return demand(!loaded.error().text.empty(), "a refusal says why");
    for (const SourceConfig& source : loaded->settings.sources)
        demand(check(source).ok(), "a source that was accepted can be used");
}

void run_settings(std::string_view input) {
    parse_yaml(input);
    static const ScratchFile file;
    file.write(input);
    check_settings(config::load_settings(file.path(), {}, {}));
    const std::string text(input.substr(0, 2000));
    check_settings(config::load_settings("", {text}, {}));
    check_settings(config::load_settings("", {"sources=" + text}, {}));
}

void run_manifest(std::string_view input) {
    static const ScratchFile file;
    file.write(input);
    const auto manifest = config::load_manifest(file.path());
    if (!manifest) return demand(!manifest.error().text.empty(), "a refusal says why");
    demand(!manifest->name.empty(), "a model has a name");
    demand(manifest->threshold.minimum <= manifest->threshold.base &&
               manifest->threshold.base <= manifest->threshold.maximum,
           "a threshold keeps within its bounds");
}

void run_safetensors(std::string_view input) {
    const auto file = sdk::decode_tensors(input);
    if (!file) return;
    const auto written = sdk::encode_tensors(*file);
    demand(written.ok() && sdk::decode_tensors(*written).ok(), "what was read can be written");
}

void run_dataset_row(std::string_view input) {
    const auto row = sdk::parse_row(input);
    if (!row) return;
    demand(!row->label.empty() && is_utf8(row->label), "a label is text");
    demand(row->weight >= 0 && row->confidence >= 0 && row->confidence <= 1,
           "weight and confidence are in their ranges");
}

void run_recorded_log(std::string_view input) {
    static const ScratchFile file;
    file.write(input);
    ReadOptions options;
    options.max_bytes = 1 << 20;
    const auto log = read_log(file.path(), options);
    if (!log) return demand(is_utf8(log.error().text), "a refusal is UTF-8");
    for (const LogEvent& event : log->events)
        demand(is_entity_id(event.entity_id), "an event is of an entity");
}

std::vector<std::string> settings_seeds() {
    std::vector<std::string> out;
    for (const char* name : {"hearth.yaml", "demo.yaml"})
        if (auto text = read_file(std::string(HEARTH_SOURCE_DIR "/config/") + name, 1 << 20))
            out.push_back(*std::move(text));
    out.emplace_back("[{kind: mapped, topic: a/+/b, entity_id: 'sensor.{1}', state: /a~1b/0}]");
    out.emplace_back("mqtt.keepalive_s=7");
    return out;
}

std::vector<std::string> tensor_seeds() {
    sdk::TensorFile file;
    file.tensors["w"] = sdk::StoredTensor::of({2, 2}, std::vector<float>{1, 2, 3, 4});
    file.tensors["ids"] = sdk::StoredTensor::of({1}, std::vector<std::int64_t>{7});
    file.metadata["labels"] = "[\"a\"]";
    return {sdk::encode_tensors(file).value(), sdk::encode_tensors({}).value()};
}

std::vector<std::string> log_seeds() {
    return {
        "start,end,sensor_id,sensor_name\n2024-03-04 07:00:00,2024-03-04 07:00:05,3,Hall door\n",
        "time,entity_id,state\r\n2024-03-04T07:00:00Z,light.x,\"on\"\n",
        "{\"time_us\":1741529108000000,\"label\":\"light.x=on\",\"features\":{}}\n",
        "\xfd"
        "7zXZ"};
}

}  // namespace

std::vector<Target> file_targets() {
    return {
        {"dataset_row", run_dataset_row,
         [] {
             return std::vector<std::string>{
                 R"({"time_us":1741529108000000,"label":"light.x=on","features":{"entity":"light.x"},"weight":1,"confidence":0.9,"source":"live","group":"g"})",
                 R"({"time_us":1,"label":"a","features":{}})"};
         }},
        {"manifest", run_manifest,
         [] {
             auto text =
                 read_file(HEARTH_SOURCE_DIR "/plugins/pattern_detection/manifest.yaml", 1 << 20);
             demand(text.ok(), "the seed is there");
             return std::vector<std::string>{*std::move(text)};
         }},
        {"recorded_log", run_recorded_log, log_seeds},
        {"safetensors", run_safetensors, tensor_seeds},
        {"settings", run_settings, settings_seeds},
    };
}

}  // namespace hearth::fuzz
