namespace CodeRed.Probing.Running;

/// <summary>How a run is asked.</summary>
public sealed record RunnerSettings
{
    /// <summary>The most samples under way at once, from request to durable; at least 1.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>The most money for the whole run, the judge included, in US dollars; null for no limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The longest that this part of the run may last; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The longest that one request may last; null for no limit but the provider's silence.</summary>
    public TimeSpan? RequestTime { get; init; }

    /// <summary>How often a request is sent that fails for a passing reason, at least 1; refusals for want of capacity (429) do not count.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How long to wait before the second attempt, where the provider does not say; twice as long before each further one, with chance, at most 30 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether answers are streamed, so that the time to the first token is known.</summary>
    public bool Stream { get; init; }

    /// <summary>Samples that are lost in a row, with no answer between, after which the provider counts as out and the run stops; three, where nothing was answered yet.</summary>
    public int LostInARow { get; init; } = 20;

    /// <summary>How long every request may be refused (429) before the run stops.</summary>
    public TimeSpan RefusedAtMost { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long requests under way may still take when the run is stopped.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
