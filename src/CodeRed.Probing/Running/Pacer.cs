namespace CodeRed.Probing.Running;

/// <summary>How fast one key may be asked, learned from what the provider refuses. All runs of a process on one key share a pacer.</summary>
/// <remarks>
/// <para>Until the first refusal nothing is held back. The first one stops all asking for as long as the provider says (a second, where it does not), and what was answered
/// until then, over the time that took, is the first estimate of the rate; it doubles each second until a request is refused.</para>
/// <para>From then on requests are spaced by the rate, with a little chance so that no two runs fall into step. Every refusal of a request that was sent after the last reduction takes
/// a tenth of the rate away; while there is none the rate r grows, by min(0.02 r, 0.14 / sqrt r) of itself a second. The one that asks more is refused more often and so yields more, and grows less: runs that
/// share a key without knowing of each other come to like shares. This is the idea of Chiu and Jain (1989), whose constant increase is replaced by one that fits any scale of limits. A run that has just begun,
/// or whose rate fell below two fifths of what it was, grows faster for some fifty requests.</para>
/// <para>A refusal that asks to wait two seconds or more stops all asking for as long. Refusals in a row, with no answer for a second, stop all asking for as long as the provider says, or twice as long each time.</para>
/// <para>The constants were chosen in simulation, with limits of 10 and 100 requests a second counted in three ways, for what the tests demand: within a tenth of the limit alone, and like shares for two.</para>
/// </remarks>
/// <param name="clock">Of the spacing.</param>
/// <param name="chance">Of the spacing.</param>
public sealed class Pacer(TimeProvider clock, Random chance) : IDisposable
{
    private const double Reduction = 0.9;
    private const double GrowthAtFirst = 0.7;
    private const double GrowthPerRequest = 0.02;
    private const double GrowthAtScale = 0.14;
    private const double YoungGrowthPerRequest = 0.1;
    private const double YoungGrowthAtScale = 0.3;

    /// <summary>Requests until a run is no longer young, as the constant of an exponential.</summary>
    private const double Youth = 50;

    /// <summary>A rate that fell below this share of what it was, within a minute or so, has to be found anew.</summary>
    private const double Fallen = 0.4;
    private const double Spread = 0.2;
    private const double LeastRate = 1.0 / 600;

    // Timers are late by about a millisecond: at high rates what they missed is made up for.
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>A provider that asks for longer means everybody; a second is the usual word for "this one, not just now".</summary>
    private static readonly TimeSpan MeansEverybody = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestOwnPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EstimateWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turnstile = new(1);
    private readonly long start = clock.GetTimestamp();
    private double rate = double.PositiveInfinity;
    private bool estimating;
    private TimeSpan grownUntil;
    private TimeSpan next;
    private TimeSpan pausedUntil;
    private TimeSpan reducedAt = TimeSpan.MinValue;
    private int refusalsInARow;
    private bool atFirst;
    private double requests;
    private double best;
    private TimeSpan? refusedSince;
    private TimeSpan halfFrom;
    private TimeSpan earlierFrom;
    private int answersOfHalf;
    private int earlier;

    /// <summary>Requests a second that are sent at most; infinity until the first refusal.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
            {
                return rate;
            }
        }
    }

    /// <summary>How many requests were refused.</summary>
    public long Refusals { get; private set; }

    /// <summary>Since when there was no answer while requests were refused; null where the last word was an answer.</summary>
    public TimeSpan? RefusedFor
    {
        get
        {
            lock (gate)
            {
                return refusedSince is { } since ? Now - since : null;
            }
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Waits until the next request may be sent.</summary>
    /// <returns>A mark to be handed back with the outcome.</returns>
    public async ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        if (MayGo(out var mark) == TimeSpan.Zero)
        {
            return mark;
        }

        // One at a time, so that a change of the rate holds for all that wait.
        await turnstile.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (MayGo(out mark) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
            }

            return mark;
        }
        finally
        {
            turnstile.Release();
        }
    }

    /// <summary>A request was answered, be it with an error of another kind.</summary>
    public void Answered()
    {
        lock (gate)
        {
            var now = Now;
            refusalsInARow = 0;
            refusedSince = null;
            if (double.IsPositiveInfinity(rate) || estimating)
            {
                Count(now);
            }
        }
    }

    /// <summary>A request was refused because there were too many.</summary>
    /// <param name="mark">What <see cref="WaitAsync"/> gave for it.</param>
    /// <param name="retryAfter">How long the provider asks to wait; null where it does not say.</param>
    public void Refused(TimeSpan mark, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var now = Now;
            Refusals++;
            refusedSince ??= now;
            if (double.IsPositiveInfinity(rate))
            {
                // What comes now of the requests under way still counts for the estimate.
                rate = 1;
                estimating = true;
                Pause(now + (retryAfter ?? FirstPause));
                reducedAt = now;
                return;
            }

            if (retryAfter >= MeansEverybody)
            {
                Pause(now + retryAfter.Value);
            }

            if (mark < reducedAt || estimating)
            {
                return;
            }

            Grow(now);
            rate = Math.Max(LeastRate, rate * Reduction);
            reducedAt = now;
            atFirst = false;
            if (++refusalsInARow >= 3 && now - refusedSince >= FirstPause)
            {
                var own = FirstPause * Math.Pow(2, Math.Min(refusalsInARow - 3, 10));
                Pause(now + (retryAfter ?? (own < LongestOwnPause ? own : LongestOwnPause)));
            }
        }
    }

    /// <summary>The provider has more work than it can do and says for how long: nothing is sent until then.</summary>
    public void Hold(TimeSpan retryAfter)
    {
        lock (gate)
        {
            Pause(Now + retryAfter);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turnstile.Dispose();

    private void Pause(TimeSpan until) => pausedUntil = until > pausedUntil ? until : pausedUntil;

    // Answers of this half of the window and of the one before it.
    private void Count(TimeSpan now)
    {
        if (now - halfFrom > EstimateWindow / 2)
        {
            (earlier, earlierFrom) = now - halfFrom < EstimateWindow ? (answersOfHalf, halfFrom) : (0, now);
            (answersOfHalf, halfFrom) = (0, now);
        }

        answersOfHalf++;
    }

    // Zero: go. Otherwise how long to wait before asking again.
    internal TimeSpan MayGo(out TimeSpan mark)
    {
        lock (gate)
        {
            var now = mark = Now;
            if (pausedUntil > now)
            {
                return pausedUntil - now;
            }

            if (estimating)
            {
                Estimate(now);
            }

            if (double.IsPositiveInfinity(rate))
            {
                return TimeSpan.Zero;
            }

            Grow(now);
            if (next > now)
            {
                return next - now;
            }

            requests++;
            next = (now - next < CatchUp ? next : now - CatchUp) + TimeSpan.FromSeconds((1 + (Spread * ((2 * chance.NextDouble()) - 1))) / rate);
            return TimeSpan.Zero;
        }
    }

    private void Estimate(TimeSpan now)
    {
        rate = Math.Max(1, answersOfHalf + earlier) / Math.Max(1, (now - earlierFrom).TotalSeconds);
        (estimating, atFirst) = (false, true);
        grownUntil = reducedAt = next = now;
    }

    private void Grow(TimeSpan now)
    {
        var time = now - grownUntil;
        grownUntil = now;
        if (time <= TimeSpan.Zero)
        {
            return;
        }

        double young = Math.Exp(-requests / Youth);
        double growth = atFirst
            ? GrowthAtFirst
            : Math.Min((GrowthPerRequest + (YoungGrowthPerRequest * young)) * rate, (GrowthAtScale + (YoungGrowthAtScale * young)) / Math.Sqrt(rate));
        rate *= Math.Exp(growth * time.TotalSeconds);
        best = Math.Max(rate, best * Math.Exp(-time / Memory));
        if (rate < Fallen * best && requests > 2 * Youth)
        {
            (requests, best) = (0, rate);
        }
    }
}
