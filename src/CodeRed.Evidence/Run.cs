namespace CodeRed.Evidence;

/// <summary>One pass of a target over a suite.</summary>
/// <param name="Id">
/// The hash of source, reading and target: the same file read in the same way is the same run, however often it is imported.
/// </param>
/// <param name="Target">Who answered.</param>
/// <param name="Suite">What was asked and how it was graded.</param>
/// <param name="Source">Where it was read from.</param>
/// <param name="ImportedAt">When it entered the store.</param>
/// <param name="Samples">How many answers, errors and absent answers it holds.</param>
/// <param name="Items">How many different items.</param>
/// <param name="FirstAt">The earliest time of a sample; null when none has a time.</param>
/// <param name="LastAt">The latest time of a sample; null when none has a time.</param>
public sealed record Run(
    ContentHash Id,
    Target Target,
    Suite Suite,
    Source Source,
    DateTimeOffset ImportedAt,
    long Samples,
    long Items,
    DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt)
{
    /// <summary>The identity of a run that is read from a source.</summary>
    public static ContentHash IdOf(Source source, Suite suite, Target target) => CanonicalJson.Hash(new System.Text.Json.Nodes.JsonObject
    {
        ["source"] = source.Content.Hex,
        ["reading"] = source.Reading.Hex,
        ["suite"] = suite.Id.Hex,
        ["target"] = target.Name,
    });
}
