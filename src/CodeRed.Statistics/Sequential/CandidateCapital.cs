namespace CodeRed.Statistics.Sequential;

/// <summary>Capital of bets against each of a grid of candidate means, that the observations lie above it.</summary>
/// <remarks>
/// <para>At candidate m the capital is multiplied by 1 + min(bet, 1/(2m)) (x - m) at each observation. That factor is positive and does not
/// increase in m on [0, 1] at any bet and x, so nor does the capital: the candidates whose capital has reached 1/alpha are those up to
/// some bound, and the largest such grid point is below the exact bound by less than a cell. A candidate once excluded stays so.</para>
/// <para>Products, not sums of logarithms: a capital either reaches the threshold and is done with, or becomes so small that its candidate
/// is given up (<see cref="Forsaken"/>), which excludes less and so errs on the safe side. Rounding is that of one product of as many
/// factors as there are observations: relative errors of about 1e-10 after a million.</para>
/// </remarks>
internal sealed class CandidateCapital
{
    /// <summary>The share of its capital that a bet may lose at most; 1/2 as in Waudby-Smith and Ramdas.</summary>
    private const double Truncation = .5;

    /// <summary>Capital below which a candidate is given up: it would take 575 nats of evidence to win it back.</summary>
    private const double Forsaken = 1e-250;

    private readonly double[] _capital; // of candidate j / cells at j; entry 0 is not used
    private readonly double _threshold;
    private int _last;

    public CandidateCapital(int cells, double threshold)
    {
        _capital = new double[cells];
        _capital.AsSpan().Fill(1);
        _threshold = threshold;
        _last = cells - 1;
    }

    /// <summary>The largest grid index excluded so far: no candidate up to it remains. 0 while there is none inside the range.</summary>
    public int Excluded { get; private set; }

    /// <summary>Bets on the next observation.</summary>
    /// <param name="x">The observation, in [0, 1].</param>
    /// <param name="bet">Chosen from earlier observations only, above 0.</param>
    /// <param name="last">The last grid index of interest, now and ever after.</param>
    public void Step(double x, double bet, int last)
    {
        _last = Math.Min(_last, last);
        while (_last > Excluded && _capital[_last] < Forsaken)
        {
            _last--;
        }

        var first = Excluded + 1;
        if (first > _last)
        {
            return;
        }

        double cells = _capital.Length;
        var untruncated = (int)Math.Min(_last, Truncation / bet * cells);
        double start = 1 + (bet * x), slope = bet / cells, keep = 1 - Truncation, win = Truncation * x * cells;
        var capital = _capital.AsSpan(0, _last + 1);
        var j = first;
        for (; j <= untruncated; j++)
        {
            capital[j] *= start - (slope * j);
        }

        for (; j < capital.Length; j++)
        {
            capital[j] *= keep + (win / j);
        }

        while (Excluded < _last && capital[Excluded + 1] >= _threshold)
        {
            Excluded++;
        }
    }
}
