#!/usr/bin/env python3
"""The scorer of pattern_detection in PyTorch: the same network, rows, batches an epoch and optimiser.

    scorer.py ROWS.json --epochs N --trial-epochs N --rate R --seed S

ROWS.json describes what pytorch_bench wrote: the experts' answers before each training row. Reading
the log and counting are done already. Prints the mean loss over the rows after the last fit.
"""
import argparse
import json
import math

import torch

EXPERTS_PARTS = 3
HIDDEN = 32


class Scorer(torch.nn.Module):
    def __init__(self, experts, masses):
        super().__init__()
        mix = torch.zeros(experts, masses)
        mix[0] = 1
        self.mix = torch.nn.Parameter(mix)
        self.gate = torch.nn.Parameter(torch.full((experts, masses), 0.5))
        self.hidden = torch.nn.Linear(EXPERTS_PARTS * experts, HIDDEN)
        self.output = torch.nn.Linear(HIDDEN, 1)
        torch.nn.init.zeros_(self.output.weight)
        torch.nn.init.zeros_(self.output.bias)
        self.input_dropout = torch.nn.Dropout(0.1)
        self.hidden_dropout = torch.nn.Dropout(0.2)

    def forward(self, residual, relative, bucket):
        n, width, experts = residual.shape
        index = torch.arange(experts).expand(n, experts)
        mix, gate = self.mix[index, bucket], self.gate[index, bucket]
        linear = torch.matmul(residual, mix.unsqueeze(2)).squeeze(2)
        masses = (bucket.float() / 8 - 0.5).unsqueeze(1).expand(n, width, experts)
        x = torch.cat([relative, 0.7 * residual * gate.unsqueeze(1), masses], 2)
        hidden = torch.nn.functional.gelu(self.hidden(self.input_dropout(x)))
        return linear + self.output(self.hidden_dropout(hidden)).squeeze(2)


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        about = json.load(file)
    rows, width, experts = about["rows"], about["candidates"], about["experts"]
    residual = torch.from_file(about["residual"], size=rows * width * experts).view(rows, width, experts)
    bucket = torch.from_file(about["bucket"], size=rows * experts, dtype=torch.uint8)
    target = torch.tensor(about["target"])
    log_p = torch.empty_like(residual)
    for expert, parent in enumerate(about["parents"]):
        above = log_p[:, :, parent] if parent >= 0 else 0
        log_p[:, :, expert] = residual[:, :, expert] + above
    relative = (log_p + math.log(width)).clamp(-4, 6) / 2
    return residual, relative, bucket.view(rows, experts).long(), target


def mean_loss(net, data, rows):
    net.eval()
    with torch.no_grad():
        logits = net(data[0][rows], data[1][rows], data[2][rows])
        return torch.nn.functional.cross_entropy(logits, data[3][rows]).item()


def fit(data, rows, validation, epochs, rate, batch):
    net = Scorer(data[0].shape[2], 8)
    slow = [net.mix, net.gate]
    rest = [p for p in net.parameters() if all(p is not s for s in slow)]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": 0.3 * rate, "weight_decay": 0},
         {"params": rest, "lr": rate, "weight_decay": 1e-3}])
    steps = epochs * math.ceil(len(rows) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    best = None
    for _ in range(epochs):
        net.train()
        order = rows[torch.randperm(len(rows))]
        for part in order.split(batch):
            optimizer.zero_grad()
            logits = net(data[0][part], data[1][part], data[2][part])
            torch.nn.functional.cross_entropy(logits, data[3][part]).backward()
            optimizer.step()
            schedule.step()
        if len(validation) > 0:
            loss = mean_loss(net, data, validation)
            best = loss if best is None else min(best, loss)
    return net


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows")
    parser.add_argument("--trial-epochs", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    data = read_rows(arguments.rows)
    everything = torch.arange(data[0].shape[0])
    kept_back = everything[-(len(everything) // 10):]
    if arguments.trial_epochs > 0:
        fit(data, everything[:-len(kept_back)], kept_back, arguments.trial_epochs, arguments.rate,
            arguments.batch)
    net = fit(data, everything, everything[:0], arguments.epochs, arguments.rate, arguments.batch)
    print(mean_loss(net, data, everything))


if __name__ == "__main__":
    main()
