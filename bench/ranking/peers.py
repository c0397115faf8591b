#!/usr/bin/env python3
"""Ranks votes by the methods of others, written anew from their papers: what `codered rank` is compared with.

  peers.py METHOD VOTES.csv ROUNDS [SEED]

Reads the columns model_a, model_b and winner, fits, and fits again to ROUNDS samples of the votes. Prints one JSON object:
read_s, fit_s and round_s (seconds; of one round), and by name the log-strengths, of mean zero, and where the method has them
their standard errors.

  numpy-davidson     Davidson (1970) with the errors of the sandwich, by Newton's method on the pair table: what a day's work reaches
  choix-like         Bradley-Terry of the votes that decide, by iterated Luce spectral ranking (Maystre and Grossglauser 2015)
  fastchat-like      Bradley-Terry with half-win ties, by L-BFGS on the distinct rows; the rounds share all processors
  fastchat-sklearn   the same by sklearn's logistic regression, each round from the votes themselves
  evalica-like       Bradley-Terry with half-win ties, by Zermelo's iteration (Hunter 2004)
  evalica-newman     the same by Newman's iteration (2023)
"""
import json
import multiprocessing
import sys
import time

import numpy as np
import pandas as pd

FIRST, SECOND, TIE = 0, 1, 2


class Votes:
    def __init__(self, path):
        table = pd.read_csv(path, dtype="category")
        sides = table["model_a"].cat, table["model_b"].cat
        self.names = sorted(set(sides[0].categories) | set(sides[1].categories))
        number = {name: i for i, name in enumerate(self.names)}
        a, b = (np.array([number[name] for name in side.categories])[side.codes] for side in sides)
        words = {"model_a": FIRST, "model_b": SECOND, "tie": TIE}
        outcome = np.array([words[word] for word in table["winner"].cat.categories])[table["winner"].cat.codes]
        m = len(self.names)
        self.codes = (a * m + b) * 3 + outcome
        self.counts = self.count(self.codes)

    def count(self, codes):
        """Votes by first model, second model and outcome."""
        m = len(self.names)
        return np.bincount(codes, minlength=3 * m * m).reshape(m, m, 3)


def matrices(counts):
    """Wins of the row's model over the column's, and ties, symmetric."""
    counts = counts.astype(float)
    return counts[:, :, FIRST] + counts[:, :, SECOND].T, counts[:, :, TIE] + counts[:, :, TIE].T


def half_wins(counts):
    wins, ties = matrices(counts)
    return wins + ties / 2


class NumpyDavidson:
    def derivatives(self, theta, eta, wins, votes):
        up = np.exp(theta / 2)
        ratio = up[:, None] / up[None, :]
        nu = np.exp(eta)
        all_ = ratio + ratio.T + nu
        first, tied = ratio / all_, nu / all_
        lead = first - first.T
        score = (wins - wins.T - votes * lead) / 2
        by_d = votes * ((1 - tied) - lead * lead) / 4
        by_eta = -votes * tied * lead / 2
        m = len(theta)
        information = np.empty((m + 1, m + 1))
        information[:m, :m] = -by_d
        information[np.arange(m), np.arange(m)] += by_d.sum(1)
        information[:m, :m] += by_d.sum() / m / m  # a common shift of all strengths changes nothing
        information[m, :m] = information[:m, m] = by_eta.sum(1)
        information[m, m] = (votes * tied * (1 - tied)).sum() / 2
        return score.sum(1), (votes * tied).sum() / 2, information, lead, tied

    def newton(self, counts, theta, eta, enough):
        wins, ties = matrices(counts)
        votes, tie_count = wins + wins.T + ties, ties.sum() / 2
        while True:
            score, expected, information, lead, tied = self.derivatives(theta, eta, wins, votes)
            step = np.linalg.solve(information, np.append(score, tie_count - expected))
            theta, eta = theta + step[:-1], eta + step[-1]
            theta -= theta.mean()
            if np.abs(step).max() < enough:
                return theta, eta, information, lead, tied, wins, ties

    def sandwich(self, information, lead, tied, wins, ties):
        scores = (1 - lead) / 2, -tied, wins  # of a win of the row's model; a loss is the transposed one
        by_d, by_both = scores[2] * scores[0] ** 2, scores[2] * scores[0] * scores[1]
        by_d = by_d + by_d.T + ties * lead ** 2 / 4
        by_both = by_both - by_both.T - ties * lead / 2 * (1 - tied)
        m = len(lead)
        meat = np.zeros((m + 1, m + 1))
        meat[:m, :m] = -by_d
        meat[np.arange(m), np.arange(m)] += by_d.sum(1)
        meat[m, :m] = meat[:m, m] = by_both.sum(1)
        meat[m, m] = (wins * tied ** 2).sum() + (ties * (1 - tied) ** 2).sum() / 2
        bread = np.linalg.inv(information)
        return bread @ meat @ bread

    def fit(self, votes):
        m = len(votes.names)
        self.theta, self.eta, information, *rest = self.newton(votes.counts, np.zeros(m), np.log(.5), 1e-9)
        self.errors = np.sqrt(np.diag(self.sandwich(information, *rest)))
        self.cells = np.flatnonzero(votes.counts)
        self.shares = votes.counts.ravel()[self.cells] / len(votes.codes)
        return self.theta

    def round(self, votes, random):
        counts = np.zeros(votes.counts.size)
        counts[self.cells] = random.multinomial(len(votes.codes), self.shares)
        return self.newton(counts.reshape(votes.counts.shape), self.theta, self.eta, 1e-4)[0]


class OnPairTable:
    """A fit to the counts, and rounds that draw them from the multinomial distribution and start where the fit ended."""

    def fit(self, votes):
        self.cells = np.flatnonzero(votes.counts)
        self.shares = votes.counts.ravel()[self.cells] / len(votes.codes)
        self.theta = self.solve(votes.counts, np.zeros(len(votes.names)))
        return self.theta

    def draw(self, votes, random):
        counts = np.zeros(votes.counts.size)
        counts[self.cells] = random.multinomial(len(votes.codes), self.shares)
        return counts.reshape(votes.counts.shape)

    def round(self, votes, random):
        return self.solve(self.draw(votes, random), self.theta)


def iterate(step, theta):
    """Repeats a step on the strengths until it moves no log-strength by 1e-8."""
    for _ in range(10_000):
        before, theta = theta, np.log(step(np.exp(theta)))
        theta -= theta.mean()
        if np.abs(theta - before).max() < 1e-8:
            return theta
    sys.exit("peers.py: the iteration did not converge")


class ChoixLike(OnPairTable):
    def solve(self, counts, theta):
        wins, _ = matrices(counts)
        m = len(theta)

        def stationary(pi):
            rates = wins.T / (pi[:, None] + pi[None, :])  # from each model to those that beat it
            chain = rates.T - np.diag(rates.sum(1))
            chain[0] = 1
            return np.linalg.solve(chain, np.eye(m)[0])

        return iterate(stationary, theta)


class EvalicaLike(OnPairTable):
    def solve(self, counts, theta):
        wins = half_wins(counts)
        games, won = wins + wins.T, wins.sum(1)
        return iterate(lambda pi: won / (games / (pi[:, None] + pi[None, :])).sum(1), theta)


class EvalicaNewman(OnPairTable):
    def solve(self, counts, theta):
        wins = half_wins(counts)

        def step(pi):
            share = 1 / (pi[:, None] + pi[None, :])
            return (wins * pi[None, :] * share).sum(1) / (wins.T * share).sum(1)

        return iterate(step, theta)


class FastchatLike(OnPairTable):
    def fit(self, votes):
        self.a, self.b, outcome = np.nonzero(votes.counts)
        self.outcome = np.choose(outcome, [1.0, 0.0, 0.5])
        return super().fit(votes)

    def solve(self, counts, theta):
        from scipy.optimize import minimize
        from scipy.special import expit

        weights = counts.ravel()[self.cells]
        weights = weights / weights.sum()
        m = len(theta)

        def loss(theta):
            d = theta[self.a] - theta[self.b]
            residual = weights * (expit(d) - self.outcome)
            value = (weights * (np.logaddexp(0, d) - self.outcome * d)).sum()
            return value, np.bincount(self.a, residual, m) - np.bincount(self.b, residual, m)

        found = minimize(loss, theta, jac=True, method="L-BFGS-B", options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000}).x
        return found - found.mean()

    def rounds(self, votes, random, count):
        with multiprocessing.Pool(initializer=share, initargs=(self, votes)) as pool:
            return pool.map(of_seed, random.integers(2**63, size=count).tolist())


def share(method, votes):
    global shared
    shared = method, votes


def of_seed(seed):
    method, votes = shared
    return method.round(votes, np.random.default_rng(seed))


class FastchatSklearn:
    def fit(self, votes):
        self.theta = self.solve(votes.counts)
        return self.theta

    def solve(self, counts):
        from sklearn.linear_model import LogisticRegression

        wins = half_wins(counts)
        a, b = np.nonzero(np.triu(wins + wins.T))
        rows = np.arange(len(a))
        design = np.zeros((2 * len(a), len(wins)))
        for to in (0, len(a)):
            design[to + rows, a], design[to + rows, b] = 1, -1
        won = np.repeat([1, 0], len(a))
        model = LogisticRegression(fit_intercept=False, penalty=None, tol=1e-6, max_iter=1000)
        model.fit(design, won, sample_weight=np.concatenate([wins[a, b], wins[b, a]]))
        return model.coef_[0] - model.coef_[0].mean()

    def round(self, votes, random):
        drawn = votes.codes[random.integers(len(votes.codes), size=len(votes.codes))]
        return self.solve(votes.count(drawn))


METHODS = {
    "numpy-davidson": NumpyDavidson,
    "choix-like": ChoixLike,
    "fastchat-like": FastchatLike,
    "fastchat-sklearn": FastchatSklearn,
    "evalica-like": EvalicaLike,
    "evalica-newman": EvalicaNewman,
}


def main():
    name, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    random = np.random.default_rng(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    began = time.perf_counter()
    votes = Votes(path)
    read = time.perf_counter()
    method = METHODS[name]()
    theta = method.fit(votes)
    fitted = time.perf_counter()
    if hasattr(method, "rounds"):
        drawn = method.rounds(votes, random, rounds)
    else:
        drawn = [method.round(votes, random) for _ in range(rounds)]
    np.percentile(drawn, [2.5, 97.5], axis=0)
    ended = time.perf_counter()
    errors = getattr(method, "errors", np.full(len(theta), np.nan)).tolist()
    print(json.dumps({
        "read_s": read - began,
        "fit_s": fitted - read,
        "round_s": (ended - fitted) / rounds,
        "models": {name: [theta, None if error != error else error] for name, theta, error in zip(votes.names, theta.tolist(), errors)},
    }))


if __name__ == "__main__":
    main()
