using System.CommandLine;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Findings;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class UsageCommand
{
    public static Command Create()
    {
        var wanted = new Argument<string[]>("PRODUCT") { Description = "A product by id or name; two are compared; all where it is left out.", Arity = new ArgumentArity(0, 2) };
        var measure = new Option<string?>("--measure") { Description = "Only this measure, such as weekly-active-users.", HelpName = "ID" };
        var asOf = AsOfOption.Create();
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("usage", """
            How fast do users move? Growth, doubling time, and who overtakes whom.

            Examples:
              codered usage
              codered usage chatgpt
              codered usage chatgpt gemini-app --as-of 2025-12-05
              codered usage gemini-app meta-ai --measure monthly-active-users --json

            Exit code: 0 answered; 2 bad usage or ledger; 3 no figure was known, or the two
            products cannot be compared.
            """)
        { wanted, measure, asOf, ledgerFolder, json, html, lang };
        command.SetAction(async (parsed, _) =>
        {
            string? page = parsed.GetValue(html);
            Output.Check(page);
            var ledger = LedgerFolder.Read(parsed.GetValue(ledgerFolder)).Ledger;
            if (parsed.GetValue(measure) is { } id && !ledger.Measures.ContainsKey(id))
            {
                throw new UsageException($"--measure {id}: the ledger has no such measure.{Meant(id, ledger.Measures.Keys)} There are {string.Join(", ", ledger.Measures.Keys.Order(StringComparer.Ordinal))}.");
            }

            string[] products = [.. parsed.GetValue(wanted)!.Select(named => ProductOf(ledger, named))];
            if (products is [var first, var second] && first == second)
            {
                throw new UsageException($"{first} is named twice; name two products, or one.");
            }

            var finding = UsageFold.Finding(ledger.AsOf(parsed.GetValue(asOf)), new UsageSettings([.. products], parsed.GetValue(measure)));
            var language = parsed.GetValue(lang) ?? Language.English;
            if (page is not null)
            {
                await Output.Page(page, writer => FindingPage.WriteAsync(finding, language, writer));
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(FindingJson.Write(finding));
            }
            else
            {
                UsageScreen.Write(Terminal.Answer(), finding, language, page is not null ? [Output.ToSee(page)] : ["codered usage chatgpt gemini-app", "codered usage --json", "codered talent"]);
            }

            return finding.NotComparable is not null || finding.Series.IsEmpty ? ExitCode.CouldNotMeasure : ExitCode.Fine;
        });
        return command;
    }

    private static string ProductOf(Ledger ledger, string named)
    {
        bool Same(string other) => string.Equals(named, other, StringComparison.OrdinalIgnoreCase);
        return ledger.Products.Values.FirstOrDefault(product => Same(product.Id) || Same(product.Name) || product.Aliases.Any(Same))?.Id
            ?? throw new UsageException($"{named}: the ledger has no such product.{Meant(named, ledger.Products.Keys)} There are {string.Join(", ", ledger.Products.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static string Meant(string named, IEnumerable<string> known) => NearestName.To(named, known) is { } near ? $" Did you mean '{near}'?" : "";
}
