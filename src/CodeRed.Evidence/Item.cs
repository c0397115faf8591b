using System.Text.Json.Nodes;

namespace CodeRed.Evidence;

/// <summary>One question with a stable id.</summary>
/// <param name="Key">Its id in the suite, as the user or the file names it.</param>
/// <param name="Question">What was asked, where it is known.</param>
/// <param name="Expected">The expected answer, where there is one.</param>
/// <param name="Stratum">The group it is reported under, where there is one.</param>
public sealed record Item(string Key, string? Question, string? Expected, string? Stratum)
{
    /// <summary>
    /// What the item asks and expects. The key says which item it is; when this differs between two runs the item was
    /// edited, and its answers are not compared.
    /// </summary>
    public ContentHash Content => CanonicalJson.Hash(new JsonObject { ["question"] = Question, ["expected"] = Expected });
}
