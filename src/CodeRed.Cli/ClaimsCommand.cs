using System.CommandLine;
using CodeRed.Evidence.Facts;
using CodeRed.Findings;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class ClaimsCommand
{
    public static Command Create()
    {
        var wanted = new Argument<string?>("CLAIM") { Description = "Id of one claim, or of the document that claims are taken from; all where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var about = new Option<string?>("--about") { Description = "Only claims about this lab.", HelpName = "LAB" };
        var by = new Option<string?>("--by") { Description = "Only claims of this claimant, by id.", HelpName = "WHO" };
        var asOf = AsOfOption.Create();
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("claims", """
            Is the claim true, on the evidence of its day and of today? How often is its claimant right?

            Examples:
              codered claims
              codered claims code-red-article --as-of 2025-12-05
              codered claims claim.openai-next-week
              codered claims --about openai --lang zh-Hant --json

            Exit code: 0 answered; 1 a claim asked for by its id is contradicted; 2 bad usage or ledger; 3 it is open or was not known.
            """)
        { wanted, about, by, asOf, ledgerFolder, json, html, lang };
        command.SetAction(async (parsed, _) =>
        {
            string? page = parsed.GetValue(html);
            Output.Check(page);
            var ledger = LedgerFolder.Read(parsed.GetValue(ledgerFolder)).Ledger;
            var id = parsed.GetValue(wanted);
            var lab = parsed.GetValue(about) is { } named ? StandingsCommand.LabOf(ledger, named) : null;
            var claimant = parsed.GetValue(by);
            var one = id is null ? null : ledger.Find(id) as Claim;
            if (id is not null && one is null && !ledger.Of<Claim>().Any(claim => claim.Of == id))
            {
                var near = Evidence.Documents.NearestName.To(id, [.. ledger.Of<Claim>().SelectMany(claim => new[] { claim.Id, claim.Of }).OfType<string>()]);
                throw new UsageException($"{id}: the ledger has no such claim.{(near is null ? "" : $" Did you mean '{near}'?")} 'codered claims' lists them.");
            }

            var fold = new ClaimsFold(ledger, parsed.GetValue(asOf), StandingFold.Throne);
            var finding = fold.Finding(claim => (id is null || claim.Id == id || claim.Of == id) && (lab is null || claim.About.Contains(lab)) && (claimant is null || claim.Claimant == claimant));
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
                ClaimsScreen.Write(Terminal.Answer(), finding, language, one is not null);
            }

            // A claim asked for that was not made or not known by the day is not answered.
            return id is not null && finding.Claims.IsEmpty ? ExitCode.CouldNotMeasure : one is null || finding.Claims.IsEmpty ? ExitCode.Fine : finding.Claims[0].Now.Verdict switch
            {
                ClaimVerdict.Contradicted => ExitCode.Worse,
                ClaimVerdict.Open => ExitCode.CouldNotMeasure,
                _ => ExitCode.Fine,
            };
        });
        return command;
    }
}
