#include <cstdio>
#include <cstdlib>
#include <chrono>
#include <map>
#include "gnn_synergy/fit/prior_fit.hpp"
#include "gnn_synergy/home/home_builder.hpp"
#include "gnn_synergy/protocol/rank_scores.hpp"
#include "recording/automation_pairs.hpp"
using namespace hearth;
using namespace hearth::synergy;
static double env(const char* n, double d) { const char* v = std::getenv(n); return v ? std::atof(v) : d; }
int main() {
    auto rows = read_automation_pairs("../shared/data/ha-automation-pairs/pairs.csv.xz");
    if (!rows) { std::puts(rows.error().text.c_str()); return 1; }
    std::map<std::string, HomeBuilder> b;
    for (auto& r : *rows) b[r.group].add(r.features);
    std::vector<Home> homes;
    for (auto& [n, h] : b) { homes.push_back(h.home()); homes.back().name = n; }
    size_t pairs = 0, ents = 0;
    for (auto& h : homes) { pairs += pairs_of(h).size(); ents += h.entities.size(); }
    std::printf("%zu homes %zu pairs %zu entities\n", homes.size(), pairs, ents);
    int folds = env("FOLDS", 5), seeds = env("SEEDS", 1);
    bool inner = env("INNER", 0) > 0;
    double sec_fit = 0;
    struct Key { bool autom, unused, hard; };
    std::vector<Key> keys{{false,false,false},{true,false,false},{false,true,false},{true,true,false},{false,true,true},{true,true,true}};
    const char* names[] = {"logistic","twin1","graph1","twins","graphs","all"};
    std::map<std::pair<int,int>, std::vector<Answer>> res;
    for (int seed = 1; seed <= seeds; ++seed) {
        // folds by shuffled homes, balanced by nothing
        std::vector<int> order; for (size_t i = 0; i < homes.size(); ++i) order.push_back(i);
        Random fr(77 + seed + (inner ? 1000 : 0)); fr.shuffle(order);
        std::vector<int> alltypes; for (auto& h : homes) for (auto& e : h.entities) alltypes.push_back(e.type());
        for (int f = 0; f < folds; ++f) {
            std::vector<const Home*> train; std::vector<int> test;
            for (size_t i = 0; i < order.size(); ++i) if ((int)i % folds == f) test.push_back(order[i]); else train.push_back(&homes[order[i]]);
            auto t0 = std::chrono::steady_clock::now();
            PriorOptions o; o.seed = seed;
            o.graphs = env("GRAPHS", 2); o.twins = env("TWINS", 2); o.draws = env("DRAWS", 8);
            o.learning_rate = env("LR", 3e-3); o.graph_epochs = env("GE", 4); o.twin_epochs = env("TE", 6);
            o.hidden = env("H", 64); o.embedding = env("D", 16); o.unused = env("UNUSED", 1);
            o.twin_dropout = env("TD", .2); o.graph_dropout = env("GD", .3);
            sdk::Host host;
            auto draws = draw_homes(train, o, host);
            if (!draws) { std::puts(draws.error().text.c_str()); return 1; }
            auto t1 = std::chrono::steady_clock::now();
            auto lr = fit_network(*draws, {kPairFeatures, 0, 0}, 6, 0, o, seed, host);
            auto model = fit_prior(*draws, o, host);
            if (!model) { std::puts(model.error().text.c_str()); return 1; }
            auto t2 = std::chrono::steady_clock::now();
            sec_fit += std::chrono::duration<double>(t2 - t0).count();
            std::fprintf(stderr, "fold %d: %zu draws %.1f s, fit %.1f s\n", f, draws->draws.size(), std::chrono::duration<double>(t1-t0).count(), std::chrono::duration<double>(t2-t1).count());
            const TypePrior prior(model->counts);
            std::vector<SynergyModel> ms;
            for (int m = 0; m < 6; ++m) { SynergyModel s{model->counts, model->normaliser, {}, 1.0};
                size_t g = o.graphs, t = o.twins;
                if (m == 0) s.members = {*lr};
                if (m == 1 && t) s.members = {model->members[g]};
                if (m == 2 && g) s.members = {model->members[0]};
                if (m == 3) s.members.assign(model->members.begin() + g, model->members.end());
                if (m == 4) s.members.assign(model->members.begin(), model->members.begin() + g);
                if (m == 5) s.members = model->members;
                ms.push_back(s); }
            for (int hi : test) for (size_t k = 0; k < keys.size(); ++k) {
                Random r(seed * 1000 + hi * 10 + (keys[k].autom ? 1 : 0));
                Home home = homes[hi];
                HiddenPart part = hide_part(home, keys[k].autom ? HideBy::kAutomation : HideBy::kPair, .2, r);
                if (keys[k].unused) home = with_unused(home, home.entities.size(), alltypes, r);
                NegativeDraw neg(home);
                DrawRules rules; rules.any = keys[k].hard ? 0 : 50; rules.alike = keys[k].hard ? 50 : 0; rules.most_pairs = 1000000;
                auto qs = ask(neg, part.pairs, rules, r);
                if (qs.empty()) continue;
                Draw d = make_draw(std::make_shared<VisibleGraph>(home, part.hidden), prior, qs);
                for (int m = 0; m < 6; ++m) {
                    if (ms[m].members.empty()) continue;
                    PairScorer sc(ms[m], *d.graph);
                    for (size_t q = 0; q < d.queries.size(); ++q) {
                        std::vector<double> s;
                        for (size_t c = 0; c < d.candidates(); ++c) s.push_back(sc.score({d.row(q, c), (size_t)kPairFeatures}, d.queries[q].trigger, d.queries[q].candidates[c]));
                        res[{(int)k, m}].push_back(answer_of(hi, s, env("T", 1)));
                    }
                }
            }
        }
    }
    for (size_t k = 0; k < keys.size(); ++k) for (int m = 0; m < 6; ++m) {
        auto& a = res[{(int)k, m}]; if (a.empty()) continue;
        auto s = rank_scores(a);
        std::printf("%-5s %-7s %-5s %-9s n %5zu  auc %.3f hit1 %.3f hit3 %.3f mrr %.3f ap %.3f ece %.4f top %.3f\n", keys[k].autom ? "auto" : "pair", keys[k].unused ? "unused" : "plain", keys[k].hard ? "hard" : "", names[m], a.size(), s.auc, s.hit1, s.hit3, s.mrr, s.ap, s.ece, s.top_gap);
    }
    std::printf("fit %.1f s\n", sec_fit);
}
