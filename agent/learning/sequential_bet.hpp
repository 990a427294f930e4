// Evidence that the mean of bounded numbers lies above a border, right whenever one looks.
//
// A test by betting (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by
// betting", JRSS B 86, 2024, first published 2023): someone who doubts "the mean is at most the
// border" bets on every number at odds that would be fair at the border. If the mean is at most the
// border, whatever it was event by event, the chance that the bettor's capital ever reaches 1/a is
// at most a (Ville's inequality). So one may look after every event and stop at will, which a
// t-test does not allow. The capital 1/a is reached exactly when the lower end of the matching
// confidence sequence passes the border. Stakes are not guessed: the capital starts in equal parts
// at a few fixed stakes and is added up ("diversified Kelly betting" there), which loses at most a
// factor of six against the best of them.
//
// Plain data of constant size; no thread rules of its own.
#pragma once

#include <array>

#include "core/json.hpp"

namespace hearth::learning {

class SequentialBet {
public:
    // Shares of the greatest stake that cannot ruin the bettor.
    static constexpr std::array<double, 6> kShares{0.02, 0.04, 0.08, 0.16, 0.32, 0.64};

    // x >= low; border > low, same units. For "the mean lies below": the negated x, low and border
    // (low is then the negated upper end).
    void add(double x, double border, double low);

    // Before add: nobody may be poorer than at the start or richer than e^cap. Turns the test into
    // a watch for a change that begins later: the mean number of events up to a false alarm is then
    // at least the capital at which one raises it (Shin, Ramdas and Rinaldo, "E-detectors", 2023;
    // after Page's CUSUM of 1954). The cap lets the evidence go away again after a recovery.
    void forget_losses(double cap);

    // Capital now; 1 at the start. The odds against "the mean is at most the border".
    double evidence() const;

    Json to_json() const;
    // Anything unreadable is a fresh start, which is always on the safe side.
    static SequentialBet from_json(const Json& json);

private:
    std::array<double, kShares.size()> log_capital_{};
};

}  // namespace hearth::learning
