// The main of every test program. The precompiled header has included Boost.Test already, so main
// is written out.
#include <boost/test/unit_test.hpp>

int main(int argc, char* argv[]) {
    return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
