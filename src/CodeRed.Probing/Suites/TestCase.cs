using System.Collections.Immutable;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>A test of a suite: variables, not yet put in, and what the answers must satisfy.</summary>
/// <param name="Path">The file it stands in.</param>
/// <param name="Line">From 1.</param>
internal sealed record TestCase(string Path, long Line)
{
    /// <summary>Given by the suite; null for a hash of the content.</summary>
    public string? Id { get; init; }

    public Template? Description { get; init; }

    public string? Stratum { get; init; }

    /// <summary>The variables, in order; a list stands for one item per entry.</summary>
    public ImmutableArray<KeyValuePair<string, YamlNode>> Variables { get; init; } = [];

    /// <summary>Whether a variable that is a list stands for one item per entry.</summary>
    public bool? ExpandsLists { get; init; }

    public ImmutableArray<AssertionDraft> Assertions { get; init; } = [];

    public double? Threshold { get; init; }

    public bool? IsAbstentionAware { get; init; }

    public GenerationOptions Options { get; init; } = GenerationOptions.None;

    /// <summary>The one prompt it is asked with, instead of the suite's; null for those.</summary>
    public SuitePrompt? Prompt { get; init; }

    public Template? Prefix { get; init; }

    public Template? Suffix { get; init; }

    /// <summary>This test, and the default's parts where it has none: variables one by one, assertions behind the default's.</summary>
    public TestCase Over(TestCase standard) => this with
    {
        Description = Description ?? standard.Description,
        Stratum = Stratum ?? standard.Stratum,
        Variables = standard.Variables.IsEmpty ? Variables : [.. standard.Variables.Where(s => Variables.All(v => v.Key != s.Key)), .. Variables],
        ExpandsLists = ExpandsLists ?? standard.ExpandsLists,
        Assertions = standard.Assertions.IsEmpty ? Assertions : [.. standard.Assertions, .. Assertions],
        Threshold = Threshold ?? standard.Threshold,
        IsAbstentionAware = IsAbstentionAware ?? standard.IsAbstentionAware,
        Options = Options.Over(standard.Options),
        Prefix = Prefix ?? standard.Prefix,
        Suffix = Suffix ?? standard.Suffix,
    };

    /// <summary>The variables of each item: every combination of the entries of the lists, the last list fastest.</summary>
    public IEnumerable<TemplateScope> Scopes()
    {
        int[] lists = ExpandsLists == false ? [] : [.. Variables.Index().Where(v => v.Item.Value is { Kind: YamlKind.Sequence, Items.IsEmpty: false }).Select(v => v.Index)];
        if (lists.Length == 0)
        {
            yield return new(Path, Line, Variables);
            yield break;
        }

        int[] at = new int[lists.Length];
        while (true)
        {
            var chosen = Variables.ToArray();
            for (int i = 0; i < lists.Length; i++)
            {
                var (name, list) = Variables[lists[i]];
                chosen[lists[i]] = new(name, list.Items[at[i]]);
            }

            yield return new(Path, Line, chosen);
            int next = lists.Length - 1;
            while (next >= 0 && ++at[next] == Variables[lists[next]].Value.Items.Length)
            {
                at[next--] = 0;
            }

            if (next < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Whether the test stands for several items.</summary>
    public bool Expands => ExpandsLists != false && Variables.Any(v => v.Value is { Kind: YamlKind.Sequence, Items.Length: > 1 });
}
