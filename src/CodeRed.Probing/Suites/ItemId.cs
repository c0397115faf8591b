using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>The stable id of an item.</summary>
/// <remarks>
/// <para>A given id is the id. Where one test stands for several items, it is followed by a hyphen and eight digits of a hash of the item's variables; where the suite has
/// several prompts, by a slash and the prompt's label.</para>
/// <para>Without one it is twenty digits of the SHA-256 of variables, assertions and, where the suite has several prompts, the prompt's label: another question is another
/// item. The text of the prompt is no part of it, so that an edited prompt keeps the ids and shows as edited items.</para>
/// </remarks>
internal static class ItemId
{
    public static string Of(TestCase test, TemplateScope scope, string? prompt, AssertionSet assertions)
    {
        if (test.Id is null)
        {
            // The canonical spelling of one object, put together from its parts: that of the assertions is there, and every item asks for this.
            return ContentHash.Of($"{{\"grading\":{assertions.Canonical},\"prompt\":{CanonicalJson.Write(prompt)},\"variables\":{CanonicalJson.Write(Variables(scope))}}}").Hex[..20];
        }

        string id = test.Expands ? $"{test.Id}-{CanonicalJson.Hash(Variables(scope)).Hex[..8]}" : test.Id;
        return prompt is null ? id : $"{id}/{prompt}";
    }

    private static JsonObject Variables(TemplateScope scope)
    {
        var json = new JsonObject();
        foreach (var (name, value) in scope.Variables)
        {
            json.Add(name, value.ToJson());
        }

        return json;
    }
}
