#include <boost/test/unit_test.hpp>
#include <sstream>

#include "cli/progress_bar.hpp"
#include "cli/run_view.hpp"
#include "support/manual_clock.hpp"

using namespace hearth;
using namespace hearth::cli;

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(the_bar_is_full_only_at_the_end) {
    BOOST_TEST(bar(0, 4) == "[░░░░]   0 %");
    BOOST_TEST(bar(0.5, 4) == "[██░░]  50 %");
    BOOST_TEST(bar(0.9999, 4) == "[███░]  99 %");
    BOOST_TEST(bar(1, 4) == "[████] 100 %");
    BOOST_TEST(bar(7, 2) == "[██] 100 %");
    BOOST_TEST(bar(-1, 2) == "[░░]   0 %");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_the_lines_are_drawn_in_place) {
    std::ostringstream out;
    test::ManualClock clock;
    ProgressBar progress(out, clock, true, 20);
    progress.show({"one", "two"});
    BOOST_TEST(out.str() == "one\ntwo\n");
    out.str("");
    progress.show({"too soon"});
    BOOST_TEST(out.str().empty());
    clock.advance(kMicrosPerSecond / 5);
    progress.show({"a line that is wider than the terminal"});
    BOOST_TEST(out.str() == "\x1b[2A\r\x1b[Ja line that is wid…\n");
    out.str("");
    progress.print("stays");
    BOOST_TEST(out.str() == "\x1b[1A\r\x1b[Jstays\na line that is wid…\n");
    out.str("");
    progress.finish();
    progress.finish();
    BOOST_TEST(out.str() == "\x1b[1A\r\x1b[J");
}

BOOST_AUTO_TEST_CASE(elsewhere_it_is_a_plain_line_now_and_then) {
    std::ostringstream out;
    test::ManualClock clock;
    ProgressBar progress(out, clock, false, 20);
    for (int second = 0; second < 12; ++second) {
        progress.show({"second " + std::to_string(second), "never shown"});
        clock.advance(kMicrosPerSecond);
    }
    progress.print("stays");
    progress.finish();
    BOOST_TEST(out.str() == "second 5\nsecond 10\nstays\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(run_view)

BOOST_AUTO_TEST_CASE(a_run_is_followed_by_its_id) {
    RunView view("R1", "pattern");
    view.take("run", {{"id", "R2"}, {"model", "pattern"}, {"state", "running"}, {"fraction", 0.9}});
    BOOST_TEST(!view.active());
    view.take("run", {{"id", "R1"},
                      {"model", "pattern"},
                      {"state", "running"},
                      {"phase", "fit"},
                      {"fraction", 0.25},
                      {"epoch", 1},
                      {"epochs", 4},
                      {"train_loss", 2.5}});
    BOOST_TEST(view.active());
    BOOST_TEST(view.line() == "pattern fit [██░░░░░░░░]  25 %  epoch 1/4  loss 2.500");
    // What an event leaves out stays.
    view.take("run",
              {{"id", "R1"}, {"fraction", 0.5}, {"validation_loss", 2.25}, {"state", "running"}});
    BOOST_TEST(view.line() == "pattern fit [█████░░░░░]  50 %  epoch 1/4  loss 2.500, val. 2.250");
    BOOST_TEST(!view.decided());
    view.take("decision", {{"id", "R2"}, {"decision", "accepted"}});
    BOOST_TEST(!view.decided());
    view.take("decision", {{"id", "R1"}, {"decision", "rejected"}});
    BOOST_REQUIRE(view.decided());
    BOOST_TEST(!view.active());
    BOOST_TEST(view.decision()["decision"] == "rejected");
}

BOOST_AUTO_TEST_CASE(without_an_id_the_next_run_of_the_model_is_taken) {
    RunView view("", "pattern");
    view.take("run", {{"id", "R1"}, {"model", "other"}, {"state", "running"}});
    BOOST_TEST(view.run_id().empty());
    view.take("run", {{"id", "R2"}, {"model", "pattern"}, {"state", "queued"}});
    BOOST_TEST(view.run_id() == "R2");
}

BOOST_AUTO_TEST_SUITE_END()
