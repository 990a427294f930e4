#include "pattern_detection/scorer/lbfgs.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

namespace hearth::pattern {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void add_scaled(Vector& to, double factor, const Vector& what) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
}

struct Point {
    Vector x, gradient;
    double value = 0;
};

struct Correction {
    Vector step, gradient_change;
    double curvature;  // 1 / (step . gradient_change)
};

// The two-loop recursion: -(approximate inverse Hessian) gradient.
Vector search_direction(const std::deque<Correction>& corrections, const Vector& gradient) {
    Vector direction = gradient;
    Vector alpha(corrections.size());
    for (std::size_t i = corrections.size(); i-- > 0;) {
        alpha[i] = corrections[i].curvature * dot(corrections[i].step, direction);
        add_scaled(direction, -alpha[i], corrections[i].gradient_change);
    }
    if (!corrections.empty()) {
        const Correction& newest = corrections.back();
        const double scale =
            1 / (newest.curvature * dot(newest.gradient_change, newest.gradient_change));
        for (double& d : direction) d *= scale;
    }
    for (std::size_t i = 0; i < corrections.size(); ++i) {
        const double beta =
            corrections[i].curvature * dot(corrections[i].gradient_change, direction);
        add_scaled(direction, alpha[i] - beta, corrections[i].step);
    }
    for (double& d : direction) d = -d;
    return direction;
}

// False when no step along `direction` lowers the value enough.
bool line_search(const Objective& objective, const Point& from, const Vector& direction,
                 double first_step, Point& to) {
    constexpr double kDecrease = 1e-4, kCurvature = .9;
    constexpr int kTries = 25;
    const double slope = dot(from.gradient, direction);
    double low = 0, high = std::numeric_limits<double>::infinity(), step = first_step;
    for (int i = 0; i < kTries; ++i) {
        to.x = from.x;
        add_scaled(to.x, step, direction);
        to.value = objective(to.x, to.gradient);
        if (!(to.value <= from.value + kDecrease * step * slope)) {
            high = step;
        } else if (dot(to.gradient, direction) < kCurvature * slope) {
            low = step;
        } else {
            return true;
        }
        step = std::isinf(high) ? 2 * step : (low + high) / 2;
    }
    return to.value < from.value;
}

double largest(const Vector& vector) {
    double result = 0;
    for (const double v : vector) result = std::max(result, std::abs(v));
    return result;
}

}  // namespace

Vector minimize_lbfgs(const Objective& objective, Vector start, const LbfgsOptions& options,
                      const std::function<bool()>& stop) {
    Point here{std::move(start), {}, 0}, next;
    here.gradient.resize(here.x.size());
    next.gradient.resize(here.x.size());
    here.value = objective(here.x, here.gradient);
    std::deque<Correction> corrections;
    for (std::size_t i = 0; i < options.iterations && !stop(); ++i) {
        if (largest(here.gradient) <= options.gradient_tolerance) break;
        const Vector direction = search_direction(corrections, here.gradient);
        const double first_step =
            corrections.empty() ? 1 / std::sqrt(dot(here.gradient, here.gradient)) : 1;
        if (!line_search(objective, here, direction, first_step, next)) break;
        Correction correction{next.x, next.gradient, 0};
        add_scaled(correction.step, -1, here.x);
        add_scaled(correction.gradient_change, -1, here.gradient);
        const double curvature = dot(correction.step, correction.gradient_change);
        if (curvature > 1e-12) {
            correction.curvature = 1 / curvature;
            corrections.push_back(std::move(correction));
            if (corrections.size() > options.history) corrections.pop_front();
        }
        std::swap(here, next);
    }
    return here.x;
}

}  // namespace hearth::pattern
