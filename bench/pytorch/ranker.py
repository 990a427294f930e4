#!/usr/bin/env python3
"""The networks of gnn_synergy's prior in PyTorch: the same shapes, questions, batches and optimiser.

    ranker.py DRAWS.json --seed S

DRAWS.json describes what synergy_pytorch_bench wrote: the views of the homes, their questions and the
features of each candidate. Reading the table, hiding and features are done already. Fits two networks
with the graph encoder and two without, and prints the mean loss of each.
"""
import argparse
import json

import torch
from torch.nn import functional

LAYERS, EMBEDDING, HIDDEN = 2, 16, 64
BATCH, MOST_QUERIES, RATE = 4, 30, 3e-3


class Groups:
    """Entities that stand beside each other in automations: who is in which, and what that weighs."""

    def __init__(self, groups, entities):
        group, member, weight = [], [], []
        total = torch.zeros(entities, 1)
        for number, members in enumerate(groups):
            others = len(members) - 1
            for entity in members:
                group.append(number)
                member.append(entity)
                weight.append(others ** -0.5)
                total[entity] += others ** 0.5
        self.group, self.member = torch.tensor(group, dtype=torch.long), torch.tensor(member, dtype=torch.long)
        self.weight, self.total = torch.tensor(weight).view(-1, 1), total.clamp(min=1e-9)
        self.count = max(1, len(groups))

    def messages(self, state):
        own = state[self.member]
        sums = sum_by(self.group, own, self.count)
        return sum_by(self.member, (sums[self.group] - own) * self.weight, len(state)) / self.total


def sum_by(where, what, rows):
    return torch.zeros(rows, what.shape[1]).index_add(0, where, what)


class Draw:
    def __init__(self, about, features, at):
        n, k, width = about["queries"], about["candidates"], about["width"]
        self.end = at + n * k * width
        self.features = features[at:self.end].view(n, k, width)
        self.weight = about["weight"]
        self.triggers = torch.tensor(about["triggers"])
        self.targets = torch.tensor(about["targets"]).view(n, k)
        self.inputs = torch.tensor(about["inputs"]).view(about["entities"], -1)
        pairs = torch.tensor(about["pairs"], dtype=torch.long).view(-1, 2)
        self.x, self.y = pairs[:, 0], pairs[:, 1]
        entities = about["entities"]
        ones = torch.ones(len(pairs), 1)
        self.out_count = sum_by(self.x, ones, entities).clamp(min=1)
        self.in_count = sum_by(self.y, ones, entities).clamp(min=1)
        self.beside = [Groups(about["trigger_groups"], entities), Groups(about["target_groups"], entities)]
        self.type = torch.tensor(about["types"])
        self.type_count = torch.bincount(self.type).float().view(-1, 1)

    def messages(self, state):
        n = len(state)
        by_type = sum_by(self.type, state, len(self.type_count)) / self.type_count
        return torch.cat([state, sum_by(self.x, state[self.y], n) / self.out_count,
                          sum_by(self.y, state[self.x], n) / self.in_count,
                          *(groups.messages(state) for groups in self.beside), by_type[self.type]], 1)


class Ranker(torch.nn.Module):
    def __init__(self, width, has_graph, dropout):
        super().__init__()
        self.has_graph = has_graph
        self.dropout = torch.nn.Dropout(dropout)
        self.linear = torch.nn.Linear(width, 1, bias=False)
        torch.nn.init.zeros_(self.linear.weight)
        self.hidden = torch.nn.Linear(width + (3 * EMBEDDING if has_graph else 0), HIDDEN)
        self.output = torch.nn.Linear(HIDDEN, 1, bias=False)
        if has_graph:
            self.node = torch.nn.Linear(9, EMBEDDING)
            self.layers = torch.nn.ModuleList(torch.nn.Linear(6 * EMBEDDING, EMBEDDING) for _ in range(LAYERS))
            self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(EMBEDDING) for _ in range(LAYERS))

    def encode(self, draw):
        state = self.node(draw.inputs)
        for layer, norm in zip(self.layers, self.norms):
            state = state + self.dropout(functional.relu(norm(layer(draw.messages(state)))))
        return state

    def forward(self, draw, chosen):
        features = draw.features[chosen]
        given = features
        if self.has_graph:
            state = self.encode(draw)
            hy = state[draw.targets[chosen]]
            hx = state[draw.triggers[chosen]].unsqueeze(1).expand_as(hy)
            given = torch.cat([features, hx * hy, hx, hy], 2)
        hidden = self.dropout(functional.relu(self.hidden(given)))
        logits = (self.linear(features) + self.output(hidden)).squeeze(2)
        return -functional.log_softmax(logits, 1)[:, 0].mean()


def fit(draws, has_graph, epochs, dropout):
    net = Ranker(draws[0].features.shape[2], has_graph, dropout)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    steps = epochs * ((len(draws) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    for _ in range(epochs):
        net.train()
        for part in torch.randperm(len(draws)).split(BATCH):
            optimizer.zero_grad()
            loss = 0
            for i in part.tolist():
                chosen = torch.randperm(len(draws[i].triggers))[:MOST_QUERIES]
                loss = loss + net(draws[i], chosen) * draws[i].weight
            (loss / len(part)).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
            optimizer.step()
            schedule.step()
    net.eval()
    with torch.no_grad():
        losses = [net(draw, torch.arange(len(draw.triggers))).item() for draw in draws]
    return sum(losses) / len(losses)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("draws")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    with open(arguments.draws, encoding="utf-8") as file:
        about = json.load(file)
    features = torch.from_file(about["features"], size=about["numbers"])
    draws, at = [], 0
    for one in about["draws"]:
        draws.append(Draw(one, features, at))
        at = draws[-1].end
    for has_graph in (True, True, False, False):
        loss = fit(draws, has_graph, about["graph_epochs" if has_graph else "twin_epochs"],
                   about["graph_dropout" if has_graph else "twin_dropout"])
        print(f"{'with the graph' if has_graph else 'without'}: {loss:.3f}")


if __name__ == "__main__":
    main()
