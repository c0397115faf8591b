using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Evidence that a watched source completes prompts unlike a reference, by betting on one pair of batches after another; it may be
/// looked at after every pair.</summary>
/// <remarks>
/// <para>Shekhar and Ramdas (2024), "Nonparametric two-sample testing by betting", IEEE Trans. Inf. Theory 70(2), 1178-1203, arXiv 2112.09162,
/// with the kernel on batches K(b, b') = mean over prompts and pairs of completions of the Hamming kernel of <see cref="HammingKernelMmd"/>.
/// The witness g is the difference of the mean embeddings of the watched and the reference batches of <em>earlier</em> pairs, of unit
/// norm. The payoff of a pair is tanh(d / s), d = g(watched) - g(reference), s the root mean square of the earlier d (an odd function:
/// Podkopaev, Bloebaum, Kasiviswanathan and Ramdas 2023, "Sequential kernelized independence testing", ICML, arXiv 2212.07383, section 4). Capital
/// starts at 1 and is multiplied by 1 + bet times payoff; the bet, in [0, 1/2], is the online Newton step's: step 2 / (2 - log 3), started at 0.</para>
/// <para>Assumption: without a difference, given the earlier pairs, the two batches of a pair could be exchanged without changing their joint
/// distribution. Exchanging them turns the payoff into its negative, so its mean is 0, the capital is a non-negative martingale, and
/// the chance that it ever reaches 1/alpha is at most alpha (Ville 1939). Completions of one batch may depend on each other.</para>
/// <para>The assumption holds when every pair brings a <em>fresh</em> reference batch, independent of the earlier pairs: asked of the reference
/// now, or taken from a sample gathered once that is used up batch by batch (<see cref="FiniteReference"/>). It fails when a reference batch
/// is used twice: a reference sample that happens to lie to one side would be taken for a difference that grows without end. It fails also when
/// reference batches were asked under other conditions than the watched, at another hour for example.</para>
/// </remarks>
/// <param name="length">L, the symbols of each completion that are compared, at least 1.</param>
public sealed class SequentialTwoSampleBetting(int length)
{
    private const double Step = 2 / (2 - 1.0986122886681098); // log 3

    // Below this a difference is the rounding of sums.
    private const double Rounding = 1e-12;

    private readonly int _length = length >= 1
        ? length
        : throw new ArgumentOutOfRangeException(nameof(length), length, "At least one symbol of each completion is compared.");

    private readonly List<CompletionBatch> _references = [], _watched = [];
    private readonly HashSet<CompletionBatch> _used = [];
    private double _withinReferences, _withinWatched, _across; // kernel sums over all ordered pairs of earlier batches
    private double _squares, _curvature = 1;

    /// <summary>Pairs seen.</summary>
    public int Pairs => _watched.Count;

    /// <summary>Natural logarithm of the capital, the e-value so far.</summary>
    public double LogE { get; private set; }

    /// <summary>Largest <see cref="LogE"/> so far, at least 0.</summary>
    public double MaxLogE { get; private set; }

    /// <summary>Anytime-valid p-value: 1 over the largest capital so far, in (0, 1].</summary>
    public double P => Math.Exp(-MaxLogE);

    /// <summary>The share of capital put on the next payoff, in [0, 1/2].</summary>
    public double Bet { get; private set; }

    /// <summary>Takes the next pair.</summary>
    /// <param name="reference">A batch of the reference that no earlier pair has used.</param>
    /// <param name="watched">A batch of the watched source, of the same prompts in the same order.</param>
    /// <returns>The factor by which the capital grew: non-negative, with a conditional mean of 1 without a difference, so that it may drive a
    /// <see cref="Watching.ShiryaevRoberts"/>.</returns>
    /// <exception cref="ArgumentException">The prompts differ in number, or a batch is given again.</exception>
    public double Add(CompletionBatch reference, CompletionBatch watched)
    {
        var prompts = Pairs == 0 ? reference.Prompts : _watched[0].Prompts;
        if (reference.Prompts != prompts || watched.Prompts != prompts)
        {
            throw new ArgumentException(
                $"The batches have {reference.Prompts} and {watched.Prompts} prompts instead of {prompts}; give batches of the same prompts.");
        }

        if (ReferenceEquals(reference, watched) || _used.Contains(reference) || _used.Contains(watched))
        {
            throw new ArgumentException("A batch was given before; each may be used once.");
        }

        var (toReferences, toWatched) = (Similarity(reference, _references), Similarity(reference, _watched));
        var (watchedToReferences, watchedToWatched) = (Similarity(watched, _references), Similarity(watched, _watched));
        var payoff = 0.0;
        if (Pairs > 0)
        {
            double n = Pairs;
            var norm = Math.Sqrt(Math.Max(0, _withinReferences + _withinWatched - (2 * _across))) / n;
            var difference = (watchedToWatched - watchedToReferences - (toWatched - toReferences)) / n;
            difference = norm > Rounding && Math.Abs(difference) > Rounding ? difference / norm : 0;
            payoff = _squares > 0 ? Math.Tanh(difference / Math.Sqrt(_squares / n)) : Math.Sign(difference);
            _squares += difference * difference;
        }

        _withinReferences += (2 * toReferences) + Kernel(reference, reference);
        _withinWatched += (2 * watchedToWatched) + Kernel(watched, watched);
        _across += toWatched + watchedToReferences + Kernel(reference, watched);
        _used.Add(reference);
        _used.Add(watched);
        _references.Add(reference);
        _watched.Add(watched);
        return Grow(payoff);
    }

    private double Grow(double payoff)
    {
        var growth = Bet * payoff;
        LogE += NearZero.Log1p(growth);
        MaxLogE = Math.Max(MaxLogE, LogE);
        var gradient = payoff / (1 + growth);
        _curvature += gradient * gradient;
        Bet = Math.Clamp(Bet + (Step * gradient / _curvature), 0, .5);
        return 1 + growth;
    }

    private double Similarity(CompletionBatch batch, List<CompletionBatch> others) => others.Sum(other => Kernel(batch, other));

    private double Kernel(CompletionBatch one, CompletionBatch other)
    {
        double sum = 0;
        for (var prompt = 0; prompt < one.Prompts; prompt++)
        {
            double pairs = (double)one.Of(prompt).Length * other.Of(prompt).Length;
            sum += HammingKernel.Sum(one.Of(prompt), other.Of(prompt), _length) / pairs;
        }

        return sum / one.Prompts;
    }
}
