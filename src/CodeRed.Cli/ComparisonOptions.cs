using System.CommandLine;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

/// <summary>The options that every comparing command has.</summary>
internal sealed class ComparisonOptions
{
    private readonly Option<string[]> mapping = ImportCommand.MappingOption();
    private readonly Option<bool> json = new("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
    private readonly Option<string?> html = new("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
    private readonly Option<string> lang = new("--lang") { Description = "Language of text and page: en or zh-Hant.", DefaultValueFactory = _ => "en", HelpName = "TAG" };
    private readonly Option<double> alpha = new("--alpha") { Description = "Two-sided error rate of the headline.", DefaultValueFactory = _ => 0.05, HelpName = "RATE" };
    private readonly Option<ulong> seed = new("--seed") { Description = "Orders the items and draws the examples.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string?> db = Database.Option();

    public ComparisonOptions()
    {
        lang.AcceptOnlyFromAmong([.. Language.Tags]);
        alpha.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1))
            {
                result.AddError("--alpha is an error rate between 0 and 1, such as 0.05.");
            }
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { mapping, json, html, lang, alpha, seed, db })
        {
            command.Add(option);
        }
    }

    public Chosen Of(ParseResult parsed)
    {
        string[] mappings = parsed.GetValue(mapping) ?? [];
        return mappings.Length <= 2
            ? new Chosen(
                mappings.FirstOrDefault(),
                mappings.LastOrDefault(),
                parsed.GetValue(json),
                parsed.GetValue(html),
                Language.For(parsed.GetRequiredValue(lang)),
                new DriftSettings(Alpha: parsed.GetValue(alpha), Seed: parsed.GetValue(seed)),
                parsed.GetValue(db))
            : throw new UsageException("Give one --mapping for both sides, or two: the baseline's and the current one's.");
    }

    /// <summary>What the user chose; a mapping that is null is guessed.</summary>
    internal sealed record Chosen(
        string? BaselineMapping, string? CurrentMapping, bool Json, string? Html, Language Language, DriftSettings Settings, string? Db);
}
