namespace CodeRed.Probing.Running;

/// <summary>How fast one key may be asked, learned from what the provider refuses. All runs of a process on one key share a pacer.</summary>
/// <remarks>
/// <para>Until the first refusal nothing is held back. The first one stops all asking for as long as the provider says (a second, where it does not), and what was answered
/// until then, over the time that took, is the first estimate of the rate.</para>
/// <para>From then on requests are spaced evenly. Every refusal of a request that was sent after the last reduction takes a tenth of the rate away; while there is none the rate
/// grows by 5 % a second, below four requests a second proportionally less, and the faster the longer there was none. The one that asks more is refused more and so yields more: runs that share a key
/// without knowing of each other come to equal shares. This is the additive-increase idea of Chiu and Jain (1989), with a growth that fits any scale of limits.</para>
/// <para>Refusals in a row, with no answer between, stop all asking for as long as the provider says, or twice as long each time.</para>
/// </remarks>
public sealed class Pacer(TimeProvider clock) : IDisposable
{
    private const double Reduction = 0.9;
    private const double GrowthPerSecond = 0.05;

    /// <summary>Below this rate growth is slower, so that not every few requests one is refused.</summary>
    private const double FullGrowthRate = 4;

    /// <summary>After this many answers without a refusal growth doubles, and so on.</summary>
    private const double AnswersToDouble = 20;
    private const double LeastRate = 1.0 / 600;

    // Timers are late by about a millisecond: at high rates what they missed is made up for.
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestOwnPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EstimateWindow = TimeSpan.FromSeconds(10);

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
    private long answersSinceRefusal;
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
            answersSinceRefusal++;
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
                answersSinceRefusal = 0;
                return;
            }

            if (mark < reducedAt || estimating)
            {
                return;
            }

            Grow(now);
            rate = Math.Max(LeastRate, rate * Reduction);
            reducedAt = now;
            answersSinceRefusal = 0;
            if (++refusalsInARow > 1)
            {
                var own = FirstPause * Math.Pow(2, Math.Min(refusalsInARow - 2, 10));
                Pause(now + (retryAfter ?? (own < LongestOwnPause ? own : LongestOwnPause)));
            }
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
    private TimeSpan MayGo(out TimeSpan mark)
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

            next = (now - next < CatchUp ? next : now - CatchUp) + TimeSpan.FromSeconds(1 / rate);
            return TimeSpan.Zero;
        }
    }

    private void Estimate(TimeSpan now)
    {
        rate = Math.Max(1, answersOfHalf + earlier) / Math.Max(1, (now - earlierFrom).TotalSeconds);
        estimating = false;
        grownUntil = reducedAt = next = now;
    }

    private void Grow(TimeSpan now)
    {
        double seconds = (now - grownUntil).TotalSeconds;
        grownUntil = now;
        if (seconds > 0)
        {
            double growth = GrowthPerSecond * Math.Min(1, rate / FullGrowthRate) * (1 + (answersSinceRefusal / AnswersToDouble));
            rate *= Math.Exp(growth * seconds);
        }
    }
}
