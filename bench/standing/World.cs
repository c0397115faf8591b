using CodeRed.Statistics.Latent;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CodeRed.StandingBenchmark;

/// <summary>Models of known capability with published scores of which most are missing.</summary>
/// <remarks>
/// <para>Capabilities grow by .7 a year, with a standard deviation of .5 around that, over 900 days. A benchmark has a difficulty (standard deviation 1), a
/// discrimination (log-normal, .3), one or two editions (the second takes the place of the first after half of the time), each run by one or two outsiders and
/// by some labs, which show most results of their own and some of their rivals'. Every run is a series, with a difficulty (.2) and a discrimination (.15) of
/// its own. A model does better or worse on a benchmark than its capability tells (.25), and each series adds a dispersion (around .004). Every third
/// benchmark lets guessing pass a quarter, which is told. One benchmark is of real scores, with a standard error.</para>
/// <para>Outcomes are binomial with a Beta-distributed rate, so that their variance is p(1 - p)(1/n + rho).</para>
/// </remarks>
internal sealed class World
{
    private const double Days = 900;
    private const double DaysPerYear = 365.25;
    private const double Interaction = .25;
    private const double Visible = .45; // chance of an outsider to test a model of its time

    private readonly WorldKind _kind;
    private readonly Random _random;
    private readonly double[] _secondSkill;
    private readonly int[] _days;
    private readonly int[] _lab;
    private readonly List<double> _logDiscriminations = []; // of each series

    /// <summary>Draws a world.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="seed">Of all draws.</param>
    /// <param name="models">How many models.</param>
    /// <param name="benchmarks">How many benchmarks.</param>
    /// <param name="labs">How many labs.</param>
    public World(WorldKind kind, int seed, int models = 40, int benchmarks = 10, int labs = 6)
    {
        (_kind, _random) = (kind, new Xoshiro256StarStar(seed, threadSafe: false));
        _days = [.. Enumerable.Range(0, models).Select(_ => _random.Next((int)Days)).Order()];
        _lab = [.. Enumerable.Range(0, models).Select(model => model < labs ? model : _random.Next(labs))];
        _random.Shuffle(_lab);
        Capabilities = [.. _days.Select(day => (.7 * day / DaysPerYear) + Draw(.5))];
        double[] ofLab = [.. Enumerable.Range(0, labs).Select(_ => Draw(Math.Sqrt(.5)))];
        _secondSkill = [.. _lab.Select(lab => kind.SecondSkill * (ofLab[lab] + Draw(Math.Sqrt(.5))))];
        Inflation = [.. Enumerable.Range(0, labs).Select(_ => kind.Inflation + Draw(2 * kind.Inflation / 3))];
        var (series, scores) = (new List<ScoreSeries>(), new List<Score>());
        for (var benchmark = 0; benchmark < benchmarks; benchmark++)
        {
            AddBenchmark(benchmark, labs, series, scores);
        }

        // A capability of 1 is odds of e on a typical benchmark: the mean logarithm of discriminations of proportions is 0, each weighing by its scores.
        var unit = Math.Exp(scores.Where(score => series[score.Series].Scale == ScoreScale.Proportion).Average(score => _logDiscriminations[score.Series]));
        (Capabilities, Inflation) = (Array.ConvertAll(Capabilities, value => unit * value), Array.ConvertAll(Inflation, value => unit * value));
        Table = new ScoreTable([.. _lab.Zip(_days, (lab, day) => new ScoredModel(lab, new DayRange(day, day)))], series, scores);
    }

    public ScoreTable Table { get; }

    /// <summary>The true capability of each model, in the unit of the fit.</summary>
    public double[] Capabilities { get; }

    /// <summary>What each lab adds to its own results, in the unit of the fit.</summary>
    public double[] Inflation { get; }

    public IReadOnlyList<int> Released => _days;

    public IReadOnlyList<int> Labs => _lab;

    private void AddBenchmark(int benchmark, int labs, List<ScoreSeries> series, List<Score> scores)
    {
        var models = _lab.Length;
        var real = benchmark == 1;
        var (difficulty, slope) = ((.7 * .5 * Days / DaysPerYear) + Draw(1), Draw(.3));
        var floor = benchmark % 3 == 2 ? .25 : 0;
        var (trueFloor, trueCeiling) = (floor, 1 - ((1 - _kind.LowestCeiling) * _random.NextDouble()));
        if (benchmark % 2 == 0 && floor == 0)
        {
            trueFloor = _kind.HiddenFloor;
        }

        double[] better = [.. Enumerable.Range(0, models).Select(_ => Draw(Interaction))];
        var asks = benchmark % 2 == 0 ? 1 : -1;
        var leaks = benchmark % 3 == 0 ? _kind.LeakPerYear : 0;
        int[] sizes = [60, 100, 200, 450, 1000];
        var items = sizes[_random.Next(sizes.Length)];
        var editions = _random.Next(1, 3);
        for (var edition = 0; edition < editions; edition++)
        {
            var harder = difficulty + Draw(_kind.EditionSpread);
            var outsiders = _random.Next(1, 3);
            var (from, to) = editions == 1 ? (0.0, Days) : edition == 0 ? (0, .65 * Days) : (.35 * Days, Days);
            for (var run = 0; run < outsiders; run++)
            {
                Add(run, -1);
            }

            int[] runners = [.. Enumerable.Range(0, labs)];
            _random.Shuffle(runners);
            foreach (var lab in runners.Take(_random.Next(1, 3)))
            {
                Add(outsiders + lab, lab);
            }

            void Add(int run, int runner)
            {
                var number = series.Count;
                var (own, logDiscrimination) = (harder + Draw(.2), slope + Draw(.15));
                var discrimination = Math.Exp(logDiscrimination);
                var dispersion = .004 * Math.Exp(Draw(.7));
                List<Score> here = [];
                for (var model = 0; model < models; model++)
                {
                    var vendor = runner == _lab[model];
                    var standard = better[model] / Interaction;
                    var odds = runner < 0 ? Logit(Visible) + (_kind.Selection > 0 ? .8 * (Capabilities[model] - (.7 * _days[model] / DaysPerYear)) / .5 : 0)
                        : vendor ? 1 + (_kind.Selection * standard) : -1.5 - (_kind.Selection * standard);
                    odds += _kind.SecondSkill > 0 ? 1.5 * asks * _secondSkill[model] / _kind.SecondSkill : 0;
                    if (_days[model] < from || _days[model] >= to || _random.NextDouble() >= Logistic(odds))
                    {
                        continue;
                    }

                    var leaked = _lab[model] % 2 == 0 ? leaks * Math.Max(0, _days[model] - (Days / 3)) / DaysPerYear : 0;
                    var shift = vendor ? Inflation[runner] : runner >= 0 ? -_kind.Inflation / 3 : 0;
                    var predictor = discrimination * (Capabilities[model] + better[model] + (asks * _secondSkill[model]) + leaked + shift - own);
                    var kind = vendor ? RunnerKind.Vendor : runner >= 0 ? RunnerKind.Rival : RunnerKind.Independent;
                    if (real)
                    {
                        here.Add(new Score(model, number, 1200 + (100 * (predictor + Draw(.2))) + Draw(8), kind, StandardError: 8));
                        continue;
                    }

                    var p = trueFloor + ((trueCeiling - trueFloor) * Logistic(predictor));
                    var spread = (1 - dispersion) / dispersion;
                    var rate = Beta.Sample(_random, Math.Max(1e-6, p * spread), Math.Max(1e-6, (1 - p) * spread));
                    here.Add(new Score(model, number, Binomial.Sample(_random, rate, items) / (double)items, kind, items));
                }

                if (here.Count > 1)
                {
                    series.Add(real ? new ScoreSeries(benchmark, edition, ScoreScale.Real) : new ScoreSeries(benchmark, edition, Floor: floor));
                    scores.AddRange(here);
                    _logDiscriminations.Add(logDiscrimination);
                }
            }
        }
    }

    private double Draw(double deviation) => deviation * Normal.Sample(_random, 0, 1);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
