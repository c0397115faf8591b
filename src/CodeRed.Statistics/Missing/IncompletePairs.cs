namespace CodeRed.Statistics.Missing;

/// <summary>Items asked twice, counted by what came back each time: right, wrong, or no gradable answer.</summary>
/// <param name="Lost">Right before, wrong now.</param>
/// <param name="Gained">Wrong before, right now.</param>
/// <param name="Unchanged">Right both times or wrong both times.</param>
/// <param name="PassedThenMissing">Right before, missing now.</param>
/// <param name="FailedThenMissing">Wrong before, missing now.</param>
/// <param name="MissingThenPassed">Missing before, right now.</param>
/// <param name="MissingThenFailed">Missing before, wrong now.</param>
/// <param name="MissingBoth">Missing both times.</param>
public readonly record struct IncompletePairs(
    long Lost,
    long Gained,
    long Unchanged,
    long PassedThenMissing,
    long FailedThenMissing,
    long MissingThenPassed,
    long MissingThenFailed,
    long MissingBoth)
{
    /// <summary>Answered before and missing now.</summary>
    public long NewlyMissing => PassedThenMissing + FailedThenMissing;

    /// <summary>Missing before and answered now.</summary>
    public long NewlyAnswered => MissingThenPassed + MissingThenFailed;

    /// <summary>All items.</summary>
    public long Items => checked(Lost + Gained + Unchanged + NewlyMissing + NewlyAnswered + MissingBoth);

    internal void ThrowUnlessCounts()
    {
        foreach (var count in (ReadOnlySpan<long>)
            [Lost, Gained, Unchanged, PassedThenMissing, FailedThenMissing, MissingThenPassed, MissingThenFailed, MissingBoth])
        {
            if (count < 0)
            {
                throw new ArgumentOutOfRangeException("pairs", count, "A number of items is at least 0.");
            }
        }

        if (Items == 0)
        {
            throw new ArgumentOutOfRangeException("pairs", 0L, "There are no items; give at least one.");
        }
    }
}
