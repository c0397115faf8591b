"""Long Markov chain Monte Carlo run of the capability model on simulated scores: an independent reference for LatentCapability.

    python3 capability_mcmc.py simulate > scores.csv     writes the scores (once)
    python3 capability_mcmc.py sample scores.csv          prints means, standard deviations and P(best)
    python3 capability_mcmc.py untold scores.csv          the same where benchmarks may have ceilings and floors that nobody told of

Hamiltonian Monte Carlo (Neal 2011) on all parameters and all variances at once, with derivatives by hand, checked against finite differences before it
begins. Nothing is approximated: neither a normal distribution at a mode nor variances held fixed. Untold bounds are drawn given all the rest, after every
step (Gibbs), so that benchmarks are not taken as independent. Needs numpy.
"""
import csv
import math
import sys
import numpy as np

SERIES = [  # benchmark, edition, scale
    (0, 0, "proportion"), (0, 1, "proportion"), (0, 1, "proportion"), (1, 0, "proportion"), (2, 0, "proportion"), (3, 0, "proportion"), (4, 0, "real")]
VENDOR_SERIES, RIVAL_SERIES = 2, 5
MODELS, LABS = 12, 3


def simulate():
    rng = np.random.default_rng(20261125)
    day = np.sort(rng.integers(0, 700, MODELS))
    lab = rng.integers(0, LABS, MODELS)
    theta = .4 * day / 365 + rng.normal(0, .5, MODELS)
    theta -= theta.mean()
    difficulty = [-.3, .6, .7, -.6, .2, .9, 0]
    slope = [1.2, 1.1, 1.1, .8, 1.0, 1.3, .7]
    items = [200, 200, 200, 80, 450, 60, None]
    u = rng.normal(0, .25, (MODELS, 5))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["model", "lab", "day", "series", "runner", "value", "items", "standard_error"])
    for m in range(MODELS):
        for b, (g, _, scale) in enumerate(SERIES):
            vendor = b == VENDOR_SERIES
            if vendor and lab[m] == 2 or rng.random() > (.8 if vendor else .7):
                continue
            runner = "Vendor" if vendor else "Rival" if b == RIVAL_SERIES and lab[m] != 0 else "Independent"
            eta = slope[b] * (theta[m] + u[m, g] + (.4 if vendor else 0) - difficulty[b])
            if scale == "real":
                value, n, se = round(1300 + 90 * (eta + rng.normal(0, .2)), 1), "", 9
            else:
                p = 1 / (1 + math.exp(-eta))
                p = rng.beta(p / .005, (1 - p) / .005)
                n, se = items[b], ""
                value = round(rng.binomial(n, p) / n, 6)
            out.writerow([m, lab[m], day[m], b, runner, value, n, se])


PRIOR = np.array([[math.log(1.2), .7], [math.log(.25), .7], [math.log(.5), .7], [math.log(.25), .7],
                  [math.log(.3), .5], [math.log(.15), .5], [math.log(.2), .5]])  # of log standard deviations
BOUNDS = np.array([(0, 1), (0, .95), (0, .85), (.1, 1), (.25, 1)])  # the first is what was told
BOUNDS_PRIOR = np.array([1 / 3, 1 / 6, 1 / 6, 1 / 6, 1 / 6])
FEWEST_SCORES = 8  # of a benchmark with untold bounds
DISPERSION, SPREAD, REAL_DISPERSION = (math.log(.004), 1.0), .7, (math.log(.1), 1.2)


class Model:
    def __init__(self, rows):
        self.m = np.array([int(r["model"]) for r in rows])
        self.b = np.array([int(r["series"]) for r in rows])
        lab, day = np.zeros(MODELS, int), np.zeros(MODELS)
        for r in rows:
            lab[int(r["model"])], day[int(r["model"])] = int(r["lab"]), float(r["day"])
        self.years = (day - day.mean()) / 365.25
        value = np.array([float(r["value"]) for r in rows])
        self.real = np.array([SERIES[b][2] == "real" for b in self.b])
        self.noise = np.array([1 / float(r["items"]) if r["items"] else 0. for r in rows])
        for b in set(self.b[self.real]):
            here = self.b == b
            unit = value[here].std()
            self.noise[here] = np.array([(float(r["standard_error"]) / unit) ** 2 for r, h in zip(rows, here) if h])
            value[here] = (value[here] - value[here].mean()) / unit
        self.value = value
        vendor = np.array([r["runner"] == "Vendor" for r in rows])
        self.rival = np.array([r["runner"] == "Rival" for r in rows]).astype(float)
        self.labs = sorted(set(lab[self.m[vendor]]))
        self.vendor = np.zeros((len(rows), len(self.labs)))
        for c in np.flatnonzero(vendor):
            self.vendor[c, self.labs.index(lab[self.m[c]])] = 1
        # Interactions: one for each model and benchmark, but not on benchmarks of one series of real scores.
        pairs = sorted({(m, SERIES[b][0]) for m, b in zip(self.m, self.b) if SERIES[b][2] == "proportion"})
        self.pair = np.array([pairs.index((m, SERIES[b][0])) if SERIES[b][2] == "proportion" else len(pairs) for m, b in zip(self.m, self.b)])
        self.pairs = len(pairs)
        prop = [b for b in range(len(SERIES)) if SERIES[b][2] == "proportion"]
        self.benchmark = np.array([SERIES[b][0] for b in self.b])
        self.bounded = [x for x in sorted(set(self.benchmark[~self.real])) if np.sum(self.benchmark == x) >= FEWEST_SCORES]
        self.option = np.zeros(len(rows), int)
        self.prop, self.reals = np.array(prop), np.array([b for b in range(len(SERIES)) if b not in prop])
        g = np.array([SERIES[b][0] for b in prop])
        groups, editions = sorted(set(g)), sorted({SERIES[b][:2] for b in prop})
        self.zg = np.array([[1. if SERIES[b][0] == x else 0. for x in groups] for b in prop])
        self.ze = np.array([[1. if SERIES[b][:2] == x else 0. for x in editions] for b in prop])
        self.same = (g[:, None] == g[None, :]).astype(float)
        counts = np.array([np.sum(self.b == b) for b in prop], float)
        self.w = counts / counts.sum()
        self.basis = np.linalg.svd(self.w[None, :])[2][1:].T  # discriminations whose weighted mean is 0
        sizes = dict(trend=1, mean=1, lab=len(self.labs), rival=1, g=len(groups), e=len(editions), r=len(prop), dreal=len(self.reals),
                     slope=len(prop) - 1, sreal=len(self.reals), theta=MODELS, u=self.pairs, sd=7, rbar=1, rho=len(prop), rhoreal=len(self.reals))
        self.at, self.size = {}, 0
        for name, n in sizes.items():
            self.at[name] = slice(self.size, self.size + n)
            self.size += n

    def unpack(self, q):
        x = {name: q[s] for name, s in self.at.items()}
        x["s"] = np.exp(x["sd"])
        x["inflation"] = .5 * x["mean"][0] + x["s"][6] * x["lab"]
        x["d"] = np.zeros(len(SERIES))
        x["d"][self.prop] = 3 * self.zg @ x["g"] + x["s"][2] * self.ze @ x["e"] + x["s"][3] * x["r"]
        x["d"][self.reals] = 5 * x["dreal"]
        x["alpha"] = np.zeros(len(SERIES))
        x["alpha"][self.prop], x["alpha"][self.reals] = self.basis @ x["slope"], x["sreal"]
        x["logrho"] = np.zeros(len(SERIES))
        x["logrho"][self.prop] = x["rbar"][0] + SPREAD * x["rho"]
        x["logrho"][self.reals] = REAL_DISPERSION[0] + REAL_DISPERSION[1] * x["rhoreal"]
        return x

    def value_and_gradient(self, q):
        x, at = self.unpack(q), self.at
        grad = np.zeros_like(q)
        u = np.append(x["s"][1] * x["u"], 0.)
        total = x["theta"][self.m] + u[self.pair] + self.vendor @ x["inflation"] + .3 * x["rival"][0] * self.rival - x["d"][self.b]
        a = np.exp(x["alpha"][self.b])
        eta = a * total
        rho = np.exp(x["logrho"][self.b])
        weight = 1 / (self.noise + rho)
        y = self.value
        up, down, slope = self.shares(eta, self.option)
        yp = np.where(self.real, .5, y)
        entropy = np.where(yp > 0, yp * np.log(np.maximum(yp, 1e-300)), 0) + np.where(yp < 1, (1 - yp) * np.log(np.maximum(1 - yp, 1e-300)), 0)
        loss = np.where(self.real, .5 * (y - eta) ** 2, entropy - yp * up - (1 - yp) * down)
        score = np.where(self.real, y - eta, yp * slope / np.exp(up) - (1 - yp) * slope / np.exp(down)) * weight
        value = np.sum(.5 * np.log(weight) - weight * loss)
        by_total = score * a
        by_rho = np.bincount(self.b, weight * rho * (weight * loss - .5), len(SERIES))
        by_alpha = np.bincount(self.b, score * eta, len(SERIES))
        by_d = -np.bincount(self.b, by_total, len(SERIES))
        by_u = np.bincount(self.pair, by_total, self.pairs + 1)[:self.pairs]
        by_lab = self.vendor.T @ by_total
        grad[at["theta"]] = np.bincount(self.m, by_total, MODELS)
        grad[at["u"]] = x["s"][1] * by_u
        grad[at["mean"]] = .5 * by_lab.sum()
        grad[at["lab"]] = x["s"][6] * by_lab
        grad[at["rival"]] = .3 * (self.rival @ by_total)
        grad[at["g"]] = 3 * self.zg.T @ by_d[self.prop]
        grad[at["e"]] = x["s"][2] * self.ze.T @ by_d[self.prop]
        grad[at["r"]] = x["s"][3] * by_d[self.prop]
        grad[at["dreal"]] = 5 * by_d[self.reals]
        grad[at["slope"]] = self.basis.T @ by_alpha[self.prop]
        grad[at["sreal"]] = by_alpha[self.reals]
        grad[at["rbar"]] = by_rho[self.prop].sum()
        grad[at["rho"]] = SPREAD * by_rho[self.prop]
        grad[at["rhoreal"]] = REAL_DISPERSION[1] * by_rho[self.reals]
        sd = np.zeros(7)
        sd[1] = by_u @ u[:-1]
        sd[2] = by_d[self.prop] @ (self.ze @ x["e"]) * x["s"][2]
        sd[3] = by_d[self.prop] @ x["r"] * x["s"][3]
        sd[6] = by_lab @ x["lab"] * x["s"][6]
        # Standard normal variables.
        for name in ("mean", "lab", "rival", "g", "e", "r", "dreal", "sreal", "u", "rho", "rhoreal"):
            value -= .5 * np.sum(x[name] ** 2)
            grad[at[name]] -= x[name]
        # The trend, and capabilities around it.
        trend = x["trend"][0]
        value -= .5 * (trend / 2) ** 2
        residual, variance = x["theta"] - trend * self.years, x["s"][0] ** 2
        value -= MODELS * x["sd"][0] + .5 * np.sum(residual ** 2) / variance
        grad[at["theta"]] -= residual / variance
        grad[at["trend"]] = -trend / 4 + np.sum(residual * self.years) / variance
        sd[0] = np.sum(residual ** 2) / variance - MODELS
        # Log-discriminations given that their weighted mean is 0.
        alpha, n = x["alpha"][self.prop], len(self.prop)
        parts = (x["s"][4] ** 2 * self.same, x["s"][5] ** 2 * np.eye(n))
        k = parts[0] + parts[1]
        inverse = np.linalg.inv(k)
        ka, kw = inverse @ alpha, self.w @ k @ self.w
        value += -.5 * np.linalg.slogdet(k)[1] - .5 * alpha @ ka + .5 * math.log(kw)
        grad[at["slope"]] -= self.basis.T @ ka
        for i, part in enumerate(parts):
            sd[4 + i] += -np.trace(inverse @ part) + ka @ part @ ka + self.w @ part @ self.w / kw
        value -= .5 * np.sum(((x["sd"] - PRIOR[:, 0]) / PRIOR[:, 1]) ** 2) + .5 * ((x["rbar"][0] - DISPERSION[0]) / DISPERSION[1]) ** 2
        grad[at["sd"]] = sd - (x["sd"] - PRIOR[:, 0]) / PRIOR[:, 1] ** 2
        grad[at["rbar"]] -= (x["rbar"][0] - DISPERSION[0]) / DISPERSION[1] ** 2
        return value, grad

    @staticmethod
    def shares(eta, option):  # logarithms of the expected shares passed and failed, and the derivative of the former share
        floor, ceiling = BOUNDS[option].T
        logistic, rest = 1 / (1 + np.exp(-eta)), 1 / (1 + np.exp(eta))
        passed = floor + (ceiling - floor) * logistic
        return np.log(passed), np.log((1 - ceiling) + (ceiling - floor) * rest), (ceiling - floor) * logistic * rest

    def draw_bounds(self, q, rng):
        x = self.unpack(q)
        total = x["theta"][self.m] + np.append(x["s"][1] * x["u"], 0.)[self.pair] + self.vendor @ x["inflation"] + .3 * x["rival"][0] * self.rival - x["d"][self.b]
        eta, weight = np.exp(x["alpha"][self.b]) * total, 1 / (self.noise + np.exp(x["logrho"][self.b]))
        log = []
        for k in range(len(BOUNDS)):
            up, down, _ = self.shares(eta, np.full(len(eta), k))
            log.append(weight * (self.value * up + (1 - self.value) * down))
        for x in self.bounded:
            here = (self.benchmark == x) & ~self.real
            odds = np.log(BOUNDS_PRIOR) + np.array([one[here].sum() for one in log])
            odds = np.exp(odds - odds.max())
            self.option[here] = rng.choice(len(BOUNDS), p=odds / odds.sum())
        return [self.option[(self.benchmark == x) & ~self.real][0] for x in self.bounded]

    def check(self, rng):
        q = rng.normal(0, .4, self.size)
        q[self.at["sd"]] = PRIOR[:, 0]
        q[self.at["rbar"]] = DISPERSION[0]
        self.option = np.where(self.real, 0, self.benchmark % len(BOUNDS))
        _, gradient = self.value_and_gradient(q)
        for i in range(self.size):
            step = np.zeros(self.size)
            step[i] = 1e-6
            numeric = (self.value_and_gradient(q + step)[0] - self.value_and_gradient(q - step)[0]) / 2e-6
            assert abs(numeric - gradient[i]) < 1e-4 * (1 + abs(numeric)), (i, numeric, gradient[i])
        self.option[:] = 0


def chain(model, seed, warmup, draws, untold):
    rng = np.random.default_rng(seed)
    q = np.zeros(model.size)
    q[model.at["sd"]], q[model.at["rbar"]] = PRIOR[:, 0], DISPERSION[0]
    q += rng.normal(0, .1, model.size)
    scale, step = np.ones(model.size), .02
    value, gradient = model.value_and_gradient(q)
    kept, seen, accepted, options = [], [], 0, []
    log_step, average, h = math.log(step), math.log(step), 0.
    for i in range(warmup + draws):
        p = rng.normal(size=model.size)
        start = value - .5 * p @ p
        q1, g1, steps = q.copy(), gradient, rng.integers(8, 33)
        used = math.exp(log_step if i < warmup else average)
        for _ in range(steps):
            p += .5 * used * scale * g1
            q1 += used * scale * p
            if not np.all(np.abs(q1) < 20):  # a path that has left all sense is rejected
                v1 = -math.inf
                break
            v1, g1 = model.value_and_gradient(q1)
            p += .5 * used * scale * g1
        chance = math.exp(min(0., v1 - .5 * p @ p - start)) if math.isfinite(v1) else 0.
        if rng.random() < chance:
            q, value, gradient = q1, v1, g1
            accepted += i >= warmup
        if untold:
            drawn = model.draw_bounds(q, rng)
            value, gradient = model.value_and_gradient(q)
            if i >= warmup:
                options.append(drawn)
        if i < warmup:  # dual averaging (Hoffman and Gelman 2014), and scales from the second half of each window
            h += ((.8 - chance) - h) / (i % 1000 + 11)
            log_step = math.log(.05) - math.sqrt(i % 1000 + 1) / .05 * h
            eta = (i % 1000 + 1) ** -.75
            average = eta * log_step + (1 - eta) * average
            seen.append(q.copy())
            if i % 1000 == 999 and i + 1 < warmup:
                scale = np.std(seen[len(seen) // 2:], axis=0) + 1e-3
                seen, h, average = [], 0., log_step
        else:
            kept.append(q.copy())
    return np.array(kept), accepted / draws, np.array(options)


def sample(path, untold, draws=60000):
    from concurrent.futures import ProcessPoolExecutor
    model = Model(list(csv.DictReader(open(path))))
    model.check(np.random.default_rng(1))
    with ProcessPoolExecutor(2) as pool:
        chains = list(pool.map(chain, [model] * 4, [1, 2, 3, 4], [8000] * 4, [draws] * 4, [untold] * 4))
    q = np.array([kept for kept, _, _ in chains])
    theta = q[:, :, model.at["theta"]]
    theta = theta - theta.mean(axis=2, keepdims=True)
    sd = np.exp(q[:, :, model.at["sd"]])
    inflation = .5 * q[:, :, model.at["mean"]] + sd[:, :, 6:7] * q[:, :, model.at["lab"]]
    best = (theta.argmax(axis=2)[:, :, None] == np.arange(MODELS)).astype(float)
    print("numpy", np.__version__, "seeds 1 to 4, acceptance", [round(rate, 2) for _, rate, _ in chains], "draws", q.shape[0] * q.shape[1])
    every = np.concatenate([theta, inflation, q[:, :, model.at["sd"]], q[:, :, model.at["rbar"]]], axis=2)
    within, between = every.var(axis=1).mean(axis=0), every.mean(axis=1).var(axis=0, ddof=1)
    print("largest R-hat", round(float(np.sqrt(1 + between / within).max()), 4))

    def show(name, x):  # of chain, draw and variable: mean, and its error by the means of 25 batches of each chain
        batches = x.reshape(4, 25, -1, x.shape[2]).mean(axis=2).reshape(100, -1)
        print(name, np.round(batches.mean(axis=0), 4).tolist(), "error", np.round(batches.std(axis=0, ddof=1) / 10, 4).tolist())

    def quantiles(name, x, share):  # likewise
        batches = np.quantile(x.reshape(100, -1, x.shape[2]), share, axis=1)
        print(name, np.round(np.quantile(x.reshape(-1, x.shape[2]), share, axis=0), 4).tolist(), "error", np.round(batches.std(axis=0, ddof=1) / 10, 4).tolist())

    show("mean", theta)
    quantiles("lower 2.5 %", theta, .025)
    quantiles("upper 2.5 %", theta, .975)
    show("best", best)
    print("sd", np.round(theta.reshape(-1, MODELS).std(axis=0), 4).tolist())
    show(f"inflation of labs {model.labs}", inflation)
    print("sd", np.round(inflation.reshape(-1, len(model.labs)).std(axis=0), 4).tolist())
    show("log sd", q[:, :, model.at["sd"]])
    show("log dispersion", q[:, :, model.at["rbar"]])
    for place, benchmark in enumerate(model.bounded if untold else []):
        show(f"bounds of benchmark {benchmark}", np.array([options[:, place, None] == np.arange(len(BOUNDS)) for _, _, options in chains]).astype(float))


if __name__ == "__main__":
    simulate() if sys.argv[1] == "simulate" else sample(sys.argv[2], sys.argv[1] == "untold", *map(int, sys.argv[3:]))
