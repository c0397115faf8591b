namespace CodeRed.Statistics.Watching;

/// <summary>A bet on the answers to single items against a null hypothesis about their rates, for one alternative.</summary>
/// <remarks>
/// <para>Against a bound of the mean over the items:</para>
/// <para>The factor of an answer x to item i is 1 + s (e_i - x), with one slope s for all items and intercepts e_i whose mean is the bound b. Items drawn uniformly, its
/// expectation is 1 + s (b - q) with q the current mean rate: at most 1 under the null hypothesis q >= b for s > 0 (or q &lt;= b for s &lt; 0), however the items
/// have changed among themselves, and whatever the e_i were computed from. For an item drawn with chance P, the deviation is weighted by 1 / (n P).</para>
/// <para>For grades of 0 or 1 the intercepts solve (e_i - q_i) / (e_i (1 - e_i)) = s, which makes the factor the likelihood ratio of the alternative q
/// to the closest point of the null hypothesis, and so the e-variable of the greatest expected logarithm (Grünwald, de Heide and Koolen 2024, JRSS B 86, 1091-1128,
/// "Safe testing", theorem 1; the reverse information projection). For other grades they are the centres, moved to the bound.</para>
/// <para>Against "no item is worse by more than the tolerance" (<see cref="ToleratedDrop.OfEachItem"/>, grades of 0 or 1) the slopes s_i differ as well: the factor is the
/// likelihood ratio of even logit shifts of the centres, at most 1 in expectation if the mean of s_i (e_i - p_i + tolerance) is at most 0 at the true rates p_i.
/// Slopes made from the answers overrate the items that were lucky. So each is the mean of the slopes that the item's answers but one give, and that sum is
/// estimated by comparing each answer with the slope made without it: independent of each other, whatever the rates are, so that the estimate is unbiased (but for what one
/// answer adds to the mean of all items). A limit as in <see cref="BaselineMean.Approximate"/> is added, with the chance 1 - eta; its error rate is
/// simulated. For known rates it is exact.</para>
/// </remarks>
internal sealed class ItemBet
{
    /// <summary>Slopes are held this far below the one at which a factor could reach 0.</summary>
    private const double Room = .98;

    // Single precision halves the memory of a watch; what rounding could add is taken out of the bet.
    private readonly float[] _gains; // the factor less 1 of a grade of 0
    private readonly float[]? _slopes; // how much less it is for a grade of 1, or null where that is the same for all items
    private readonly float _slope;

    private ItemBet(double slope, double[] intercepts)
    {
        _slope = (float)slope;
        _gains = Array.ConvertAll(intercepts, intercept => Gain(slope, intercept));
    }

    private ItemBet(double[] slopes, double[] intercepts)
    {
        _slopes = Array.ConvertAll(slopes, static slope => (float)slope);
        _gains = new float[slopes.Length];
        for (var item = 0; item < slopes.Length; item++)
        {
            _gains[item] = Gain(slopes[item], intercepts[item]);
        }
    }

    private ItemBet(float slope, float[]? slopes, float[] gains) => (_slope, _slopes, _gains) = (slope, slopes, gains);

    /// <summary>The factor of an answer.</summary>
    /// <param name="item">Item.</param>
    /// <param name="grade">Grade in [0, 1].</param>
    /// <param name="weight">1 / (n P) of an item that was drawn with the chance P, at most the largest weight that the bet was made for.</param>
    public double Factor(int item, double grade, double weight = 1) => 1 + (weight * (_gains[item] - (Slope(item) * grade)));

    /// <summary>A bet that the mean has fallen by <paramref name="change"/> from the centres, against the null hypothesis that it is at least <paramref name="bound"/>.</summary>
    /// <returns>The bet, or null when the alternative lies within the null hypothesis.</returns>
    public static ItemBet? OnDrop(ReadOnlySpan<double> centres, bool binary, double variance, double change, double bound, double maxWeight)
    {
        var mean = 0.0;
        foreach (var centre in centres)
        {
            mean += centre / centres.Length;
        }

        var excess = bound - (mean - change);
        if (excess <= 1e-9 || bound <= 0 || mean - change <= 0)
        {
            return null;
        }

        var intercepts = new double[centres.Length];
        if (binary)
        {
            var alternative = EvenLogitShift.Down(centres, change);
            var slope = ProjectedSlope(alternative, bound, Steepest(maxWeight), intercepts);
            if (maxWeight * slope * (1 - intercepts.Min()) <= Room)
            {
                return new ItemBet(slope, intercepts);
            }
        }

        for (var item = 0; item < intercepts.Length; item++)
        {
            intercepts[item] = centres[item] + (bound - mean);
        }

        var largest = Math.Min(Steepest(maxWeight), Room / (maxWeight * Math.Max(1e-6, 1 - intercepts.Min())));
        return new ItemBet(Math.Min(largest, excess / (variance + (excess * excess))), intercepts);
    }

    /// <summary>The mirror image: a bet that the mean has risen.</summary>
    public static ItemBet? OnRise(ReadOnlySpan<double> centres, bool binary, double variance, double change, double bound, double maxWeight)
    {
        var mirrored = new double[centres.Length];
        for (var item = 0; item < mirrored.Length; item++)
        {
            mirrored[item] = 1 - centres[item];
        }

        return OnDrop(mirrored, binary, variance, change, 1 - bound, maxWeight)?.Mirrored();
    }

    /// <summary>A bet that every item has fallen, so that the mean has by <paramref name="change"/>, against the null hypothesis that none has fallen by more than the tolerance.</summary>
    /// <param name="centres">Best guess of each item's rate.</param>
    /// <param name="seen">What was seen of each item; for known rates, that.</param>
    /// <param name="change">Drop of the mean in the alternative.</param>
    /// <param name="tolerance">Tolerated drop of each item.</param>
    /// <param name="z">Normal quantile of 1 - eta; 0 for known rates.</param>
    /// <param name="maxWeight">Largest weight of an answer.</param>
    /// <returns>The bet, or null when the alternative cannot be told from the null hypothesis.</returns>
    public static ItemBet? OnEachDrop(ReadOnlySpan<double> centres, ReadOnlySpan<ItemAnswers> seen, double change, double tolerance, double z, double maxWeight)
    {
        var mean = 0.0;
        foreach (var centre in centres)
        {
            mean += centre / centres.Length;
        }

        if (change <= tolerance || mean - change <= 0)
        {
            return null;
        }

        var slopes = new double[centres.Length];
        var intercepts = new double[centres.Length];
        double[] rates = [.. centres];
        ItemAnswers[] answers = [.. seen];
        var alternative = EvenLogitShift.OddsFactor(rates, change);
        var (largest, steepest) = (0.0, 0.0);

        static (double Slope, double Intercept) Bet(double rate, double at, double alternative)
        {
            var e = EvenLogitShift.Of(rate, at);
            return ((e - EvenLogitShift.Of(rate, alternative)) / (e * (1 - e)), e);
        }

        // How much the bet's expectation may exceed 1 at the edge of the null hypothesis when its own boundary lies so much below the centres.
        double Excess(double below)
        {
            var at = EvenLogitShift.OddsFactor(rates, below);
            var (sum, variance, jump) = (0.0, 0.0, 0.0);
            (largest, steepest) = (0, 0);
            for (var item = 0; item < slopes.Length; item++)
            {
                // Each answer is compared with a bet made from the item's other answers.
                var (share, withoutPass, withoutFail, count) = answers[item];
                var (pass, passAt) = Bet(withoutPass, at, alternative);
                var (fail, failAt) = Bet(withoutFail, at, alternative);
                slopes[item] = (share * pass) + ((1 - share) * fail);
                intercepts[item] = ((share * pass * passAt) + ((1 - share) * fail * failAt)) / slopes[item];
                largest = Math.Max(largest, maxWeight * slopes[item] * (1 - intercepts[item]));
                steepest = Math.Max(steepest, slopes[item]);
                sum += (slopes[item] * (intercepts[item] + tolerance)) - (share * pass);
                if (!double.IsInfinity(count))
                {
                    var centre = rates[item];
                    var own = (share * pass * pass * (1 - withoutPass) * (1 - withoutPass)) + ((1 - share) * fail * fail * withoutFail * withoutFail);
                    var others = centre * (1 - centre) * (pass - fail);
                    variance += (own / count) + ((count - 1) / count * others * others);
                    jump = Math.Max(jump, Math.Max(pass, fail) / count);
                }
            }

            // As for the mean: BaselineMean.Approximate.
            return sum + Math.Sqrt((z * z * variance) + (z * z * z * z * jump * jump / 4)) + (((z * z) + 2) / 3 * jump);
        }

        var (lower, upper) = (0.0, change * .999);
        bool Fails(double below) => Excess(below) > 0 || steepest > Steepest(maxWeight);
        if (Fails(upper))
        {
            return null;
        }

        for (var step = 0; step < 16; step++) // ends on the side of the null hypothesis
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = Fails(middle) ? (middle, upper) : (lower, middle);
        }

        Excess(upper);
        if (largest > Room)
        {
            for (var item = 0; item < slopes.Length; item++)
            {
                slopes[item] *= Room / largest; // keeps the sign of the expectation less 1
            }
        }

        return new ItemBet(slopes, intercepts);
    }

    /// <summary>The mirror image: a bet that every item has risen.</summary>
    public static ItemBet? OnEachRise(ReadOnlySpan<double> centres, ReadOnlySpan<ItemAnswers> seen, double change, double tolerance, double z, double maxWeight)
    {
        var mirrored = new double[centres.Length];
        var answers = new ItemAnswers[centres.Length];
        for (var item = 0; item < mirrored.Length; item++)
        {
            mirrored[item] = 1 - centres[item];
            answers[item] = seen[item].Mirrored;
        }

        return OnEachDrop(mirrored, answers, change, tolerance, z, maxWeight)?.Mirrored();
    }

    // The factor of x' = 1 - x: 1 + g - s (1 - x).
    private ItemBet Mirrored()
    {
        var gains = new float[_gains.Length];
        for (var item = 0; item < gains.Length; item++)
        {
            gains[item] = _gains[item] - Slope(item);
        }

        return new ItemBet(-_slope, _slopes is null ? null : Array.ConvertAll(_slopes, static slope => -slope), gains);
    }

    /// <summary>The largest slope: beyond, rounding to single precision could use up what <see cref="Room"/> leaves.</summary>
    private static double Steepest(double maxWeight) => Math.Min(1e3, 1e4 / maxWeight);

    private static float Gain(double slope, double intercept) => (float)((slope * intercept) - (slope * 4e-7));

    private float Slope(int item) => _slopes is null ? _slope : _slopes[item];

    private static double ProjectedSlope(double[] alternative, double bound, double steepest, double[] intercepts)
    {
        double MeanAt(double slope)
        {
            var sum = 0.0;
            for (var item = 0; item < alternative.Length; item++)
            {
                // The root in (0, 1) of s e² + (1 - s) e - q = 0.
                var b = slope - 1;
                var root = Math.Sqrt((b * b) + (4 * slope * alternative[item]));
                intercepts[item] = b >= 0 ? (b + root) / (2 * slope) : 2 * alternative[item] / (root - b);
                sum += intercepts[item];
            }

            return sum / alternative.Length;
        }

        var (lower, upper) = (1e-9, 1.0);
        while (upper < steepest && MeanAt(upper) < bound)
        {
            upper *= 2;
        }

        upper = Math.Min(upper, steepest); // a mean below the bound keeps the null hypothesis, too
        for (var step = 0; step < 40; step++)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = MeanAt(middle) < bound ? (middle, upper) : (lower, middle);
        }

        MeanAt(lower); // a mean of just below the bound keeps the null hypothesis
        return lower;
    }
}
