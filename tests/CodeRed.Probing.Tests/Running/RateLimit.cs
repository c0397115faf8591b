namespace CodeRed.Probing.Tests.Running;

/// <summary>How a provider may count ten requests a second.</summary>
public enum Counting
{
    /// <summary>Tokens that come back evenly, at most a second's worth of them.</summary>
    TokenBucket,

    /// <summary>From one whole second to the next.</summary>
    FixedWindow,

    /// <summary>Within the second that ends now.</summary>
    SlidingWindow,
}

/// <summary>A provider's limit, in simulated time.</summary>
public sealed class RateLimit(Counting counting, double perSecond)
{
    private readonly Queue<TimeSpan> recent = new();
    private double spent;
    private TimeSpan filledAt;
    private long window = -1;
    private int inWindow;

    /// <summary>Whether a request at this time is within the limit.</summary>
    public bool Allows(TimeSpan now)
    {
        switch (counting)
        {
            case Counting.TokenBucket:
                spent = Math.Max(0, spent - ((now - filledAt).TotalSeconds * perSecond));
                filledAt = now;
                return perSecond - spent >= 1 && Spent(() => spent++);
            case Counting.FixedWindow:
                long second = (long)now.TotalSeconds;
                inWindow = second == window ? inWindow : 0;
                window = second;
                return inWindow < perSecond && Spent(() => inWindow++);
            default:
                while (recent.Count > 0 && now - recent.Peek() >= TimeSpan.FromSeconds(1))
                {
                    recent.Dequeue();
                }

                return recent.Count < perSecond && Spent(() => recent.Enqueue(now));
        }
    }

    private static bool Spent(Action spend)
    {
        spend();
        return true;
    }
}
