using System.CommandLine;
using System.Globalization;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

/// <summary>The options that every comparing command has.</summary>
internal sealed class ComparisonOptions
{
    private readonly Option<string[]> mapping = ImportCommand.MappingOption();
    private readonly Option<bool> json = new("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
    private readonly Option<string?> html = new("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
    private readonly Option<Language> lang = LanguageOption.Create();

    private readonly Option<double> alpha = AlphaOption.Create("Two-sided error rate of the headline.");

    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "Orders the items and draws the examples.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            {
                return number;
            }

            result.AddError($"--seed {text}: is not a seed; write a whole number of at least 0.");
            return 0;
        },
    };

    private readonly Option<string?> db = Database.Option();

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
                parsed.GetValue(lang) ?? Language.English,
                new DriftSettings(Alpha: parsed.GetValue(alpha), Seed: parsed.GetValue(seed)),
                parsed.GetValue(db))
            : throw new UsageException("Give one --mapping for both sides, or two: the baseline's and the current one's.");
    }

    /// <summary>What the user chose; a mapping that is null is guessed.</summary>
    internal sealed record Chosen(
        string? BaselineMapping, string? CurrentMapping, bool Json, string? Html, Language Language, DriftSettings Settings, string? Db);
}
