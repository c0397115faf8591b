namespace CodeRed.Evidence;

/// <summary>One question with a stable id.</summary>
/// <param name="Key">Its id in the suite, as the user or the file names it.</param>
/// <param name="Question">What was asked, where it is known.</param>
/// <param name="Expected">The expected answer, where there is one.</param>
/// <param name="Stratum">The group it is reported under, where there is one.</param>
public sealed record Item(string Key, string? Question, string? Expected, string? Stratum)
{
    /// <summary>
    /// How this item alone is graded, where the items of its suite are graded each in its own way; null where the suite's metrics say all.
    /// </summary>
    public string? Grading { get; init; }

    /// <summary>
    /// What the item asks and expects. The key says which item it is; when this differs between two runs the item was
    /// edited, and its answers are not compared.
    /// </summary>
    /// <remarks>
    /// The hash of <c>{"expected":…,"grading":…,"question":…}</c>, without <c>grading</c> where it is null, in its <see cref="CanonicalJson"/> spelling,
    /// written directly: every row of an import asks for it.
    /// </remarks>
    public ContentHash Content
    {
        get
        {
            using var spelling = CanonicalWriter.Take();
            var writer = spelling.Json;
            writer.WriteStartObject();
            writer.WriteString("expected", Expected);
            if (Grading is not null)
            {
                writer.WriteString("grading", Grading);
            }

            writer.WriteString("question", Question);
            writer.WriteEndObject();
            return ContentHash.Of(spelling.Written);
        }
    }
}
