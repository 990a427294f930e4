// What the test cases do again and again: write a dataset, train on it, open a model. Every bench
// has a folder of its own, which is gone afterwards.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "habits.hpp"
#include "plugin_under_test.hpp"
#include "support/temporary_folder.hpp"
#include "worker/plugin_model.hpp"

namespace hearth::conformance {

// A host that records what the plugin says and can ask it to stop.
class RecordingHost {
public:
    RecordingHost();
    RecordingHost(const RecordingHost&) = delete;
    RecordingHost& operator=(const RecordingHost&) = delete;
    const hearth_host* table() const { return &table_; }

    // From the n-th question on (from 1) the answer is yes; 0: always no.
    std::size_t cancel_at_question = 0;

    std::size_t questions = 0;
    std::vector<Json> progress;
    std::vector<std::string> log;
    std::chrono::steady_clock::time_point cancelled_at;

private:
    hearth_host table_;
};

struct Trained {
    worker::Answer answer;
    std::string folder;   // the run's output
    std::string weights;  // path of the weights file, whether it exists or not
    std::string sha256() const;
    bool has_weights() const;
};

class Bench {
public:
    explicit Bench(const PluginUnderTest& plugin) : plugin_(plugin) {}

    // Writes a dataset and returns its path.
    std::string dataset(const std::vector<Json>& rows);
    std::string dataset(const Json& header, const std::vector<Json>& rows);

    // A complete request in a new output folder; change members before it is used.
    Json request(const std::string& dataset_path);

    Trained train(const Json& request);
    Trained train(const Json& request, RecordingHost& host);

    // A model that has been opened for serving; `opened` is its answer.
    struct Served {
        worker::PluginModel model;
        worker::Answer opened;
    };
    Served serve(const Json& request);
    // Weights of a run and the dataset as history.
    static Json serve_request(const Trained& trained, const std::string& dataset_path);

    const std::string& folder() const { return folder_.path(); }
    std::string new_folder();

private:
    const PluginUnderTest& plugin_;
    test::TemporaryFolder folder_;
    RecordingHost quiet_;
    int next_ = 0;
};

// The paths below a folder with size and modification time of each file: equal only when nothing
// was created, changed or removed.
std::vector<std::string> tree_of(const std::string& folder);

}  // namespace hearth::conformance
