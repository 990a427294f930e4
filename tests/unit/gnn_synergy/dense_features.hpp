// The pair features once more, written down as sums over whole n x n matrices: slow and plain, to
// check the sparse ones against.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "gnn_synergy/features/pair_features.hpp"

namespace hearth::synergy::test {

class DenseFeatures {
public:
    using Matrix = std::vector<std::vector<double>>;

    explicit DenseFeatures(const VisibleGraph& graph)
        : g_(graph), n_(static_cast<std::size_t>(graph.size())) {
        a_ = zeros();
        for (std::size_t x = 0; x < n_; ++x)
            for (std::size_t y = 0; y < n_; ++y)
                a_[x][y] = graph.has(static_cast<int>(x), static_cast<int>(y));
        for (std::size_t x = 0; x < n_; ++x) {
            out_.push_back(0);
            in_.push_back(0);
            for (std::size_t y = 0; y < n_; ++y) {
                out_[x] += a_[x][y];
                in_[x] += a_[y][x];
            }
        }
        const Matrix at = transposed(a_);
        s_ = product(a_, at);
        r_ = product(at, a_);
        normal_ = a_;
        Matrix left = a_;  // a / ln(1.5 + in), then its rows / ln(1.5 + out)
        for (std::size_t x = 0; x < n_; ++x)
            for (std::size_t y = 0; y < n_; ++y) {
                s_[x][y] /= std::sqrt(floor1(out_[x]) * floor1(out_[y]));
                r_[x][y] /= std::sqrt(floor1(in_[x]) * floor1(in_[y]));
                normal_[x][y] /= std::sqrt(floor1(out_[x]) * floor1(in_[y]));
                left[x][y] /= std::log(1.5 + in_[y]);
            }
        Matrix weights = product(left, at);
        for (std::size_t x = 0; x < n_; ++x)
            for (std::size_t z = 0; z < n_; ++z) weights[x][z] /= std::log(1.5 + out_[z]);
        cn_ = product(s_, a_);
        aa_ = product(weights, a_);
        path_ = product(a_, a_);
        const Matrix nt = transposed(normal_);
        const Matrix three = product(product(normal_, nt), normal_);
        katz_ = product(product(three, nt), normal_);
        for (std::size_t x = 0; x < n_; ++x)
            for (std::size_t y = 0; y < n_; ++y) katz_[x][y] = three[x][y] + .5 * katz_[x][y];
        ct_ = together(graph.trigger_groups());
        co_ = together(graph.target_groups());
        cta_ = product(ct_, a_);
        aco_ = product(a_, co_);
    }

    double of(PairFeature feature, int xi, int yi) const {
        using enum PairFeature;
        const auto x = static_cast<std::size_t>(xi), y = static_cast<std::size_t>(yi);
        switch (feature) {
            case kTargetIn: return std::log(in_[y] + .3);
            case kTargetOut: return std::log1p(out_[y]);
            case kTriggerIn: return std::log1p(in_[x]);
            case kTriggerOut: return std::log1p(out_[x]);
            case kActedOn: return std::log1p(g_.acted_on(yi));
            case kTriggers: return std::log1p(g_.triggering(yi));
            case kTriggersOnly: return g_.triggering(yi) > 0 && g_.acted_on(yi) == 0;
            case kIsolated: return g_.triggering(yi) == 0 && g_.acted_on(yi) == 0;
            case kNoTarget: return in_[y] == 0;
            case kTriggering: return std::log1p(g_.triggering(xi));
            case kTwoHop: return cn_[x][y];
            case kLogTwoHop: return std::log(cn_[x][y] + .05);
            case kTwoHopBest: return best([&](std::size_t z) { return a_[z][y] * s_[x][z]; });
            case kAdamicAdar: return std::log1p(aa_[x][y]);
            case kTargetAlikeBest: return best([&](std::size_t w) { return a_[x][w] * r_[w][y]; });
            case kTargetAlikeMean:
                return sum([&](std::size_t w) { return a_[x][w] * r_[w][y]; }) / floor1(out_[x]);
            case kKatz: return katz_[x][y];
            case kReverse: return a_[y][x];
            case kPath: return std::log1p(path_[x][y]);
            case kCoTrigger: return std::log1p(cta_[x][y]);
            case kCoTriggerAny: return cta_[x][y] > 0;
            case kCoTarget: return std::log1p(aco_[x][y]);
            case kCoTargetBest: return best([&](std::size_t w) { return a_[x][w] * co_[w][y]; });
            case kSameTriggers: return ct_[x][y] > 0;
            case kSameTargets: return co_[x][y] > 0;
            case kTargetGroups: return std::log1p(sum([&](std::size_t z) { return co_[z][y]; }));
            case kOutDomain:
                return std::log1p(sum([&](std::size_t w) { return a_[x][w] * same_domain(w, y); }));
            case kOutType:
                return std::log1p(sum([&](std::size_t w) { return a_[x][w] * same_type(w, y); }));
            case kInType:
                return std::log1p(sum([&](std::size_t z) { return a_[z][y] * same_type(z, x); }));
            case kInDomain:
                return std::log1p(sum([&](std::size_t z) { return a_[z][y] * same_domain(z, x); }));
            case kDomainDensity:
                return density(x, y,
                               [&](std::size_t i, std::size_t j) { return same_domain(i, j); });
            case kTypeDensity:
                return density(x, y, [&](std::size_t i, std::size_t j) { return same_type(i, j); });
            case kTypeSize: return std::log1p(sum([&](std::size_t i) { return same_type(i, y); }));
            case kSameDomain: return same_domain(x, y);
            case kSameKind: return g_.kind(xi) != 0 && g_.kind(xi) == g_.kind(yi);
            default: return NAN;  // the prior's, which no graph gives
        }
    }

private:
    static double floor1(double degree) { return std::max(1.0, degree); }
    Matrix zeros() const { return Matrix(n_, std::vector<double>(n_, 0)); }
    Matrix transposed(const Matrix& m) const {
        Matrix out = zeros();
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j) out[j][i] = m[i][j];
        return out;
    }
    Matrix product(const Matrix& a, const Matrix& b) const {
        Matrix out = zeros();
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t k = 0; k < n_; ++k)
                for (std::size_t j = 0; j < n_; ++j) out[i][j] += a[i][k] * b[k][j];
        return out;
    }
    Matrix together(const Lists& groups) const {
        Matrix out = zeros();
        for (std::size_t g = 0; g < groups.lists(); ++g) {
            const auto members = groups.of(static_cast<int>(g));
            for (const int i : members)
                for (const int j : members)
                    if (i != j)
                        out[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] +=
                            1 / std::sqrt(static_cast<double>(members.size()) - 1);
        }
        return out;
    }
    template <class F>
    double sum(F&& f) const {
        double out = 0;
        for (std::size_t i = 0; i < n_; ++i) out += f(i);
        return out;
    }
    template <class F>
    double best(F&& f) const {
        double out = 0;
        for (std::size_t i = 0; i < n_; ++i) out = std::max(out, f(i));
        return out;
    }
    double same_domain(std::size_t i, std::size_t j) const {
        return g_.domain(static_cast<int>(i)) == g_.domain(static_cast<int>(j));
    }
    double same_type(std::size_t i, std::size_t j) const {
        return g_.type(static_cast<int>(i)) == g_.type(static_cast<int>(j));
    }
    template <class Same>
    double density(std::size_t x, std::size_t y, Same&& same) const {
        double pairs = 0;
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j) pairs += a_[i][j] * same(i, x) * same(j, y);
        const double many = sum([&](std::size_t i) { return same(i, x); }) *
                            sum([&](std::size_t j) { return same(j, y); });
        return std::log((pairs + .2) / many + 1e-4);
    }

    const VisibleGraph& g_;
    std::size_t n_;
    Matrix a_, s_, r_, normal_, cn_, aa_, path_, katz_, ct_, co_, cta_, aco_;
    std::vector<double> out_, in_;
};

}  // namespace hearth::synergy::test
