using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Watches one-token answers to border prompts, prompts whose answer wavers, for a change beyond a tolerance. Built for looking after
/// every batch, with a finite reference sample.</summary>
/// <remarks>
/// <para>Border prompts: Chauvin, Lalanne, Le Merrer, Loubes, Taiani and Tredan (2026), "Token-efficient change detection in LLM APIs",
/// arXiv 2602.11083. That method alarms when a plug-in total variation distance exceeds a limit; the statistic and the promise here are others.</para>
/// <para>Notation: n prompts; p_i the distribution of the reference's answers to prompt i over K_i cells, which are the answers known
/// beforehand and one cell for all others; q_i that of the next batch's answers, given all earlier batches; r_i the shares in the reference
/// sample. No change means (1/n) sum TV(p_i, q_i) at most the tolerance, for every batch. S_i is a set of cells chosen from earlier batches:
/// those with a larger share in the last few batches than in the reference sample. b is <see cref="Slack"/>.</para>
/// <para>Proof. Let D = (1/n) sum TV(p_i, r_i).</para>
/// <para>(1) The mean of TV(p_i, r_i) is at most (1/2) sqrt((K_i - 1) / N_i) with N_i independent units: a cell's share has a variance of at
/// most p (1 - p) / N_i, also when a unit is a batch of answers that are all alike, and the sum of sqrt(p (1 - p)) over the cells is at most
/// sqrt(K_i - 1) by Cauchy and Schwarz.</para>
/// <para>(2) Replacing one unit moves D by at most c, c = 1/m for one of m batches and 1/(n N_i) for a single answer to prompt i; so D
/// exceeds its mean by sqrt(log(1/eta) sum c^2 / 2) with a chance of at most eta (McDiarmid 1989). Together D is at most b with a chance of
/// at least 1 - eta. The L1 bound of Weissman et al. (2003, HP Laboratories HPL-2003-97) is for each prompt; this one is for their average.</para>
/// <para>(3) On that event the score Z = (1/n) sum (x_i(S_i) - r_i(S_i)) - tolerance - b, with x_i the next batch's shares, has a mean,
/// given the past, of (1/n) sum (q_i(S_i) - p_i(S_i)) + (1/n) sum (p_i(S_i) - r_i(S_i)) - tolerance - b, at most
/// tolerance + D - tolerance - b, at most 0, for <em>whatever</em> sets the past chose, the reference included.</para>
/// <para>(4) Z is at least -c with c = (1/n) sum r_i(S_i) + tolerance + b, known before the batch, so 1 + (g/c) Z with g below 1 is
/// positive with a mean of at most 1: a factor for <see cref="ShiryaevRoberts"/>. The statistic is the mean of one detector for each of
/// g = 0.05, 0.1, 0.2, 0.4, 0.8.</para>
/// <para>With <see cref="IndependentUnit.Answer"/> a batch's factor is instead the product over its answers of 1 + (g/c) z, z = 1 or 0 (in
/// S_i or not) - r_i(S_i) - tolerance - b, c the largest of r_i(S_i) + tolerance + b. Given the past the factors are independent, and with
/// k answers to each prompt the mean of the product is the k-th power of the product over i of 1 + (g/c) E z_i, at most
/// (1 + (g/c) mean of E z_i)^(n k) by the inequality of arithmetic and geometric means, at most 1. It sees far more, and is void when
/// answers of a batch depend on each other.</para>
/// <para>Assumptions: the units of the reference are independent, with the distributions p_i on average; no change as defined, given all the
/// past. With <see cref="IndependentUnit.Batch"/> the answers of a batch may depend on each other in any way. Then, with a chance of at
/// least 1 - eta over the reference, the mean time until <see cref="Value"/> first reaches A is at least A batches and the chance of that
/// within T batches at most T / A. Changes of up to tolerance + <see cref="Slack"/> may never be seen.</para>
/// <para>Delay, simulated: 20 prompts with two answers equally likely, 5 answers a prompt and batch, 100 reference batches, tolerance 0.05,
/// eta 0.01, A = 3,650. Answers independent, one answer's share 0.5 to 0.8: 3 batches (median of 61); to 0.7: 7. With batches as the unit,
/// 0.5 to 1: 39.</para>
/// </remarks>
public sealed class BorderPromptDetector
{
    private static readonly double[] Fractions = [.05, .1, .2, .4, .8];

    private readonly Dictionary<int, int>[] _cells;
    private readonly double[][] _reference;
    private readonly double _tolerance;
    private readonly IndependentUnit _unit;
    private readonly int _window;
    private readonly Queue<double[][]> _recent = new();
    private readonly ShiryaevRoberts[] _detectors = new ShiryaevRoberts[Fractions.Length];

    /// <summary>A detector that starts after the reference.</summary>
    /// <param name="known">For each prompt the answers known before the reference was asked, from the search for border prompts for example; at
    /// least one, few. Others count as one more cell. To take them from the reference itself would void the bound.</param>
    /// <param name="reference">Reference batches, at least 1; each asks every prompt.</param>
    /// <param name="tolerance">Average total variation distance up to which nothing has changed, in [0, 1).</param>
    /// <param name="eta">Chance that the reference sample misleads, in (0, 1), for example 0.01.</param>
    /// <param name="unit">What is independent, in the reference and in the watch.</param>
    /// <param name="window">Batches from which the sets are chosen, at least 1.</param>
    /// <exception cref="ArgumentException">The prompts do not agree, or the reference is so small that no change whatever could be seen.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BorderPromptDetector(
        IReadOnlyList<IReadOnlyList<int>> known,
        IReadOnlyList<CategoricalBatch> reference,
        double tolerance,
        double eta,
        IndependentUnit unit,
        int window = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (!(tolerance >= 0 && tolerance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a distance from 0 to below 1, for example 0.05.");
        }

        if (!(eta > 0 && eta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(eta), eta, "A chance lies between 0 and 1, for example 0.01.");
        }

        if (known.Count == 0 || reference.Count == 0 || known.Any(answers => answers.Count == 0) || reference.Any(batch => batch.Prompts != known.Count))
        {
            throw new ArgumentException(
                $"Known answers are given for {known.Count} prompts; give at least one for each, and reference batches of the same prompts.");
        }

        (_tolerance, _unit, _window) = (tolerance, unit, window);
        _cells = [.. known.Select(answers =>
            answers.Distinct().Select((answer, cell) => (answer, cell)).ToDictionary(pair => pair.answer, pair => pair.cell))];
        _reference = [.. Enumerable.Range(0, known.Count).Select(prompt => Shares(reference, prompt))];
        Slack = Bound(reference, eta);
        if (tolerance + Slack >= 1)
        {
            throw new ArgumentException(
                $"The reference leaves {Slack:g3} of a distance unexplained beside a tolerance of {tolerance:g3}: no change could be seen. "
                + "Ask more reference batches, or more prompts where answers are independent.");
        }
    }

    /// <summary>Bound b of the average total variation distance between the reference sample and the distributions behind it, in (0, 1).</summary>
    public double Slack { get; }

    /// <summary>Batches seen, those of the reference not included.</summary>
    public int Batches { get; private set; }

    /// <summary>The statistic, at least 0; alarm when it reaches the mean number of batches wanted between false alarms.</summary>
    public double Value { get; private set; }

    /// <summary>Takes the next batch.</summary>
    /// <param name="batch">Its answers to the same prompts; with <see cref="IndependentUnit.Answer"/> equally many to each.</param>
    /// <returns><see cref="Value"/> after it.</returns>
    /// <exception cref="ArgumentException">The prompts do not agree, or their numbers of answers.</exception>
    public double Step(CategoricalBatch batch)
    {
        if (batch.Prompts != _cells.Length)
        {
            throw new ArgumentException($"The batch has {batch.Prompts} prompts and the reference {_cells.Length}; give a batch of the same prompts.");
        }

        var prompts = Enumerable.Range(0, _cells.Length);
        if (_unit == IndependentUnit.Answer && prompts.Any(prompt => batch.Of(prompt).Length != batch.Of(0).Length))
        {
            throw new ArgumentException(
                "With answers as the unit a batch asks every prompt equally often; leave out surplus answers without looking at them.");
        }

        double[][] shares = [.. prompts.Select(prompt => Shares([batch], prompt))];
        bool[][] sets = [.. prompts.Select(Witness)];
        double[] expected = [.. prompts.Select(prompt => Mass(_reference[prompt], sets[prompt]))];
        double[] seen = [.. prompts.Select(prompt => Mass(shares[prompt], sets[prompt]))];
        double sum = 0;
        for (var i = 0; i < _detectors.Length; i++)
        {
            // Before any batch has shown a direction there is none to bet on.
            var factor = Batches == 0 ? 1
                : _unit == IndependentUnit.Batch ? BatchFactor(Fractions[i], expected, seen)
                : AnswerFactor(Fractions[i], expected, seen, batch.Of(0).Length);
            sum += _detectors[i].Step(factor);
        }

        _recent.Enqueue(shares);
        if (_recent.Count > _window)
        {
            _recent.Dequeue();
        }

        Batches++;
        return Value = sum / _detectors.Length;
    }

    private double BatchFactor(double fraction, double[] expected, double[] seen)
    {
        var floor = expected.Average() + _tolerance + Slack;
        return 1 + (fraction / floor * (seen.Average() - floor));
    }

    private double AnswerFactor(double fraction, double[] expected, double[] seen, int answers)
    {
        var bet = fraction / (expected.Max() + _tolerance + Slack);
        double log = 0;
        for (var prompt = 0; prompt < expected.Length; prompt++)
        {
            var floor = expected[prompt] + _tolerance + Slack;
            log += answers * ((seen[prompt] * Math.Log(1 + (bet * (1 - floor)))) + ((1 - seen[prompt]) * Math.Log(1 - (bet * floor))));
        }

        // Never exactly zero, which times an infinite statistic would be no number.
        return Math.Max(double.Epsilon, Math.Exp(log));
    }

    private bool[] Witness(int prompt)
    {
        var set = new bool[_reference[prompt].Length];
        for (var cell = 0; cell < set.Length; cell++)
        {
            double recent = 0;
            foreach (var shares in _recent)
            {
                recent += shares[prompt][cell];
            }

            set[cell] = recent > _reference[prompt][cell] * _recent.Count;
        }

        return set;
    }

    private static double Mass(double[] shares, bool[] set)
    {
        double mass = 0;
        for (var cell = 0; cell < set.Length; cell++)
        {
            mass += set[cell] ? shares[cell] : 0;
        }

        return mass;
    }

    // With batches as units each batch weighs the same, however many answers it has.
    private double[] Shares(IReadOnlyList<CategoricalBatch> batches, int prompt)
    {
        var cells = _cells[prompt];
        var shares = new double[cells.Count + 1];
        double answers = batches.Sum(batch => batch.Of(prompt).Length);
        foreach (var batch in batches)
        {
            var weight = _unit == IndependentUnit.Batch ? 1.0 / batches.Count / batch.Of(prompt).Length : 1 / answers;
            foreach (var answer in batch.Of(prompt))
            {
                shares[cells.GetValueOrDefault(answer, cells.Count)] += weight;
            }
        }

        return shares;
    }

    private double Bound(IReadOnlyList<CategoricalBatch> reference, double eta)
    {
        double mean = 0, squares = 0;
        for (var prompt = 0; prompt < _cells.Length; prompt++)
        {
            double units = _unit == IndependentUnit.Batch ? reference.Count : reference.Sum(batch => batch.Of(prompt).Length);
            mean += Math.Sqrt(_cells[prompt].Count / units) / 2 / _cells.Length;
            squares += 1 / units / _cells.Length / _cells.Length;
        }

        return mean + Math.Sqrt(Math.Log(1 / eta) * (_unit == IndependentUnit.Batch ? 1.0 / reference.Count : squares) / 2);
    }
}
