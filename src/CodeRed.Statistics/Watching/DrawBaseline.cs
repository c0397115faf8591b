namespace CodeRed.Statistics.Watching;

/// <summary>On what a stated guarantee rests.</summary>
public enum GuaranteeBasis
{
    /// <summary>A proof from the stated assumptions.</summary>
    Proved,

    /// <summary>A proof but for one approximation, whose error rate is simulated.</summary>
    Simulated,
}

/// <summary>A reference for answers drawn one by one: what each item scored before, and limits of the true mean of that.</summary>
public sealed class DrawBaseline
{
    private const double EffectError = .0125;

    private readonly double[] _centres;

    private DrawBaseline(double[] centres, Interval mean, double eta, bool binary, double variance, double answers, GuaranteeBasis basis,
        IReadOnlyList<BaselineRefusal> refusals)
    {
        _centres = centres;
        Mean = mean;
        Eta = eta;
        Binary = binary;
        VarianceWithin = variance;
        AnswersPerItem = answers;
        Basis = basis;
        Refusals = refusals;
        Centre = centres.Average();
    }

    /// <summary>Items.</summary>
    public int Items => _centres.Length;

    /// <summary>Best guess of each item's mean grade, in [0, 1]. Guarantees never depend on it, only delays do.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>Mean of <see cref="Centres"/>.</summary>
    public double Centre { get; }

    /// <summary>Lower and upper limit of the true mean grade, each wrong with a chance of at most <see cref="Eta"/>.</summary>
    public Interval Mean { get; }

    /// <summary>Chance of an unlucky baseline, for which the promise is not made, in [0, 0.5).</summary>
    public double Eta { get; }

    /// <summary>Whether grades are 0 or 1 only.</summary>
    public bool Binary { get; }

    /// <summary>Mean variance of an answer around its item's mean.</summary>
    public double VarianceWithin { get; }

    /// <summary>Answers an item the baseline rests on; infinite for known rates.</summary>
    public double AnswersPerItem { get; }

    /// <summary>Limits of the true mean grade for a watch in either direction: each wrong with a chance of at most half of <see cref="Eta"/>.</summary>
    internal Interval EitherLimits { get; private init; }

    /// <summary>Limits of the true mean grade that are each wrong with a chance of at most 1.25 %, for the size of an effect.</summary>
    internal Interval EffectLimits { get; private init; }

    /// <summary>Size of the beta distribution of each item's rate around its centre, in answers; infinite for known rates.</summary>
    internal double Concentration { get; private init; } = double.PositiveInfinity;

    // Answers of each item, null where rates are known; with them and the prior the centres tell what each item answered.
    private int[]? Counts { get; init; }

    private (double Size, double Mean) Prior { get; init; }

    /// <summary>Variance of the error that all centres share, that of the mean towards which they were shrunk; 0 for known rates.</summary>
    internal double SharedVariance { get; private init; }

    /// <summary>Whether grades are mid-ranks among baseline answers.</summary>
    internal bool OfRanksOnly { get; private init; }

    /// <summary>Whether the limits are proved.</summary>
    public GuaranteeBasis Basis { get; }

    /// <summary>Reasons not to watch by single answers against this baseline; empty when there is none.</summary>
    public IReadOnlyList<BaselineRefusal> Refusals { get; }

    /// <summary>A baseline of graded answers.</summary>
    /// <param name="grades">The answers.</param>
    /// <param name="eta">Chance of an unlucky baseline, in (0, 0.5).</param>
    /// <param name="basis">Proved or simulated limits of the mean; the proved ones are about half wider.</param>
    /// <exception cref="ArgumentException">The limits need answers that are not there (<see cref="BaselineMean"/>).</exception>
    public static DrawBaseline From(BaselineGrades grades, double eta = .05, GuaranteeBasis basis = GuaranteeBasis.Simulated)
    {
        ArgumentNullException.ThrowIfNull(grades);
        Interval Limits(double wrong) => basis == GuaranteeBasis.Proved ? BaselineMean.Proved(grades, wrong) : BaselineMean.Approximate(grades, wrong);
        var limits = Limits(eta);
        var answers = grades.Rounds - ((double)grades.Missing / grades.Items);

        // Empirical Bayes: a beta distribution over the items, its size by moments: E p(1-p) / Var p = a + b.
        var between = 0.0;
        foreach (var mean in grades.ItemMeans)
        {
            between += (mean - grades.Mean) * (mean - grades.Mean);
        }

        // One answer an item says nothing about the variance within: then as large as it can be. Such a baseline is refused in any case.
        var within = double.IsNaN(grades.VarianceWithin) ? grades.Mean * (1 - grades.Mean) : grades.VarianceWithin;
        between = Math.Max((between / Math.Max(1, grades.Items - 1)) - (within / answers), 1e-4);
        // Half an answer at least: items that never failed may fail some day.
        var prior = Math.Clamp(within / between, .5, 1000);
        var centres = new double[grades.Items];
        for (var item = 0; item < centres.Length; item++)
        {
            double own = grades.ItemAnswers[item];
            centres[item] = ((own * grades.ItemMeans[item]) + (prior * grades.Mean)) / (own + prior);
        }

        // The mean of the items, to which all are drawn, is itself only estimated.
        var pull = prior / (grades.FewestAnswers + prior);
        return new DrawBaseline(centres, limits, eta, grades.Binary, within, answers, basis, AnswerIndependence.Refusals(grades))
        {
            Counts = grades.ItemAnswers.ToArray(),
            Prior = (prior, grades.Mean),
            Concentration = grades.FewestAnswers + prior,
            SharedVariance = pull * pull * (between + (within / answers)) / grades.Items,
            EitherLimits = Limits(eta / 2),
            EffectLimits = Limits(EffectError),
        };
    }

    /// <summary>A baseline of known mean grades.</summary>
    /// <param name="rates">Each item's mean grade, in [0, 1].</param>
    /// <remarks>For grades of 0 or 1; a rate that was estimated is not known.</remarks>
    public static DrawBaseline Known(ReadOnlySpan<double> rates)
    {
        var centres = rates.ToArray();
        var variance = 0.0;
        foreach (var rate in centres)
        {
            variance += rate is >= 0 and <= 1
                ? rate * (1 - rate)
                : throw new ArgumentOutOfRangeException(nameof(rates), rate, "A rate lies in [0, 1].");
        }

        var mean = centres.Average();
        return new DrawBaseline(centres, new Interval(mean, mean), 0, true, variance / centres.Length, double.PositiveInfinity, GuaranteeBasis.Proved, [])
        {
            EitherLimits = new Interval(mean, mean),
            EffectLimits = new Interval(mean, mean),
        };
    }

    /// <summary>A baseline for ranks: the grade of an answer is its mid-rank among the baseline answers of its item (<see cref="RankBaseline.Grade"/>).</summary>
    /// <param name="items">Items, at least 1.</param>
    /// <param name="answersPerItem">Baseline answers of each item, at least 1.</param>
    /// <param name="eta">Chance of an unlucky baseline, in (0, 0.5).</param>
    /// <param name="refusals">What speaks against single answers as independent evidence, as found on the baseline's own mid-ranks.</param>
    /// <remarks>Let q_i be the chance that a new answer to item i exceeds an answer drawn from the item's true distribution at the time of the baseline (ties half). Given the baseline, the mean
    /// rank of a new answer is a mean over the N baseline answers of the chance that it exceeds each; these are independent, lie in [0, 1] and have the mean of the
    /// q_i, whatever the distributions before and now. By Hoeffding's inequality (1963, JASA 58, 13-30, theorem 1) it lies below that mean by
    /// sqrt(ln(1/eta) / (2 N)) or more with a chance of at most eta. (Were the distributions equal, 6 N would do for 2 N; but a promise about q_i must hold for unequal ones.)</remarks>
    internal static DrawBaseline OfRanks(int items, int answersPerItem, double eta, IReadOnlyList<BaselineRefusal> refusals)
    {
        Interval Limits(double wrong)
        {
            var half = Math.Sqrt(-Math.Log(wrong) / (2.0 * items * answersPerItem));
            return new Interval(Math.Max(0, .5 - half), Math.Min(1, .5 + half));
        }

        var centres = new double[items];
        Array.Fill(centres, .5);
        return new DrawBaseline(centres, Limits(eta), eta, false, 1 / 12.0, answersPerItem, GuaranteeBasis.Proved, refusals)
        {
            OfRanksOnly = true,
            EitherLimits = Limits(eta / 2),
            EffectLimits = Limits(EffectError),
        };
    }

    /// <summary>The answers to each item; for grades of 0 or 1 only.</summary>
    internal ItemAnswers[] Seen()
    {
        if (Counts is null)
        {
            return Array.ConvertAll(_centres, ItemAnswers.Known);
        }

        var seen = new ItemAnswers[_centres.Length];
        for (var item = 0; item < seen.Length; item++)
        {
            double own = Counts[item];
            var sum = _centres[item] * (own + Prior.Size); // passes and the prior's
            var share = Math.Clamp((sum - (Prior.Size * Prior.Mean)) / own, 0, 1);
            seen[item] = new ItemAnswers(share, Math.Max(0, sum - 1) / (own - 1 + Prior.Size), Math.Min(1, sum / (own - 1 + Prior.Size)), own);
        }

        return seen;
    }
}
