using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Sequential;

/// <summary>What a betting process tests.</summary>
public enum BettingHypothesis
{
    /// <summary>The differences have mean zero; evidence grows with a change in either direction.</summary>
    NoChange,

    /// <summary>The differences have a mean of at least zero; evidence grows with a drop only.</summary>
    NotWorse,
}

/// <summary>Evidence against equality, by betting on paired differences one after another; it may be looked at after every
/// item.</summary>
/// <remarks>
/// <para>Capital starts at 1 and is multiplied by 1 + bet d at each difference d, the bet S / (1 + A) with S the sum of earlier
/// differences and A of their absolute values: on differences of -1, 0 and 1 exactly the bet of Krichevsky and Trofimov (1981),
/// IEEE Trans. Inf. Theory 27(2), 199-207, on the discordant items. Betting as a test: Waudby-Smith and Ramdas (2024), JRSS B 86(1), 1-27;
/// Shafer (2021), JRSS A 184(2), 407-431. <see cref="BettingHypothesis.NotWorse"/> bets min(0, S / (1 + A)).</para>
/// <para>Assumption: given the earlier differences, each has mean zero (or at least zero). The capital is then a non-negative
/// (super)martingale, and the chance that it ever reaches 1/alpha is at most alpha (Ville 1939). The assumption fails when
/// items are ordered by the answers, or when errors are shared within a batch: order them by <see cref="SeededOrder"/>.</para>
/// <para>For the items of one suite in random order the promise holds as well when their recorded differences sum to zero (or at least
/// zero): the mean of those still to come then never has the sign of the bet.</para>
/// </remarks>
/// <param name="hypothesis">What is tested.</param>
public sealed class PairedBettingProcess(BettingHypothesis hypothesis)
{
    private double _sum, _absolute;

    /// <summary>Items seen, unchanged ones included.</summary>
    public long Items { get; private set; }

    /// <summary>Natural logarithm of the capital, the e-value so far.</summary>
    public double LogE { get; private set; }

    /// <summary>Largest <see cref="LogE"/> so far, at least 0.</summary>
    public double MaxLogE { get; private set; }

    /// <summary>Anytime-valid p-value: 1 over the largest capital so far, in (0, 1]; never below the smallest positive number.</summary>
    public double P => Math.Max(double.Epsilon, Math.Exp(-MaxLogE));

    /// <summary>The share of capital that the next item puts on a positive difference, in (-1, 1).</summary>
    public double Bet => hypothesis == BettingHypothesis.NotWorse ? Math.Min(0, _sum / (1 + _absolute)) : _sum / (1 + _absolute);

    /// <summary>Takes the next item.</summary>
    /// <param name="difference">Current minus baseline grade, in [-1, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The difference is outside [-1, 1].</exception>
    public void Add(double difference)
    {
        if (!(Math.Abs(difference) <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(difference), difference, "A difference of two grades lies in [-1, 1].");
        }

        Items++;
        LogE += NearZero.Log1p(Bet * difference);
        MaxLogE = Math.Max(MaxLogE, LogE);
        _sum += difference;
        _absolute += Math.Abs(difference);
    }
}
