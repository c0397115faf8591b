using System.Text.Json.Nodes;

namespace CodeRed.Evidence;

/// <summary>A run that is to be asked: what, of whom, how, and how often.</summary>
/// <param name="Suite">What is asked and how it is graded, as evidence.</param>
/// <param name="SuiteContent">The hash of all items, options and graders: an edited suite is another plan.</param>
/// <param name="SuiteFile">The suite's file, without its folder.</param>
/// <param name="Target">Who is asked.</param>
/// <param name="Asking">How: the target's id and options, whether answers are streamed, and who judges.</param>
/// <param name="Items">How many items, at least 1.</param>
/// <param name="Epochs">How often each is asked, at least 1.</param>
public sealed record RunPlan(Suite Suite, ContentHash SuiteContent, string SuiteFile, Target Target, JsonObject Asking, long Items, int Epochs)
{
    /// <summary>How many answers the run has when it is whole; each has a place, from 0: the epoch times <see cref="Items"/> plus the item's position.</summary>
    public long Places => Items * Epochs;

    /// <summary>The identity: an unfinished run of the same plan can be continued.</summary>
    public ContentHash Id => CanonicalJson.Hash(ToJson());

    /// <summary>The plan as JSON, the form that is hashed and stored.</summary>
    public JsonObject ToJson() => new()
    {
        ["suite"] = Suite.Id.Hex,
        ["content"] = SuiteContent.Hex,
        ["target"] = Target.Name,
        ["asking"] = Asking.DeepClone(),
        ["items"] = Items,
        ["epochs"] = Epochs,
    };
}
