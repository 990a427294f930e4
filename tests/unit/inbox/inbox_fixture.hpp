// An inbox in a folder of its own, opened as a daemon opens it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "inbox/inbox_reader.hpp"
#include "inbox/inbox_writer.hpp"
#include "inbox/segments.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::test {

struct InboxFixture {
    InboxFixture() { restart(); }

    // The daemon ends and starts again; cursor: what has been processed.
    void restart(std::int64_t cursor = 0) {
        auto found = take(inbox::recover_segments(folder.file("inbox"), clock));
        warnings = found.warnings;
        auto head = std::make_shared<inbox::Head>();
        head->last_id = std::max(found.last_id, cursor);
        writer.emplace(folder.file("inbox"), Durability::kNormal, head);
        reader.emplace(folder.file("inbox"), head);
    }
    void append(int n, std::size_t payload_bytes = 7) {
        for (int i = 0; i < n; ++i)
            must(writer->append("t", std::string(payload_bytes, 'p'), false, i));
    }
    int segments() const {
        return static_cast<int>(take(inbox::list_segments(folder.file("inbox"))).size());
    }

    TemporaryFolder folder;
    ManualClock clock;
    std::vector<std::string> warnings;
    std::optional<inbox::InboxWriter> writer;
    std::optional<inbox::InboxReader> reader;
};

}  // namespace hearth::test
