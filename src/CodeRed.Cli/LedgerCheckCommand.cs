using System.CommandLine;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class LedgerCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("DIR") { Description = "The folder to check; your own ledger folder where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var alone = new Option<bool>("--alone") { Description = "Check DIR by itself, without the built-in ledger below it." };
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON (docs/reference/json.md)." };
        var command = new Command("check", """
            Find every mistake in the ledger, with file and line, and count what it holds.

            Examples:
              codered ledger check
              codered ledger check my-ledger
              codered ledger check ledger --alone --json

            Exit code: 0 no mistake; 2 a mistake.
            """)
        { folder, alone, json };
        command.SetAction(parsed =>
        {
            string? named = parsed.GetValue(folder);
            if (parsed.GetValue(alone) && named is null)
            {
                throw new UsageException("--alone: name the folder to check, as in codered ledger check ledger --alone.");
            }

            LedgerReading reading;
            try
            {
                reading = parsed.GetValue(alone) ? LedgerReader.Read([LedgerLayer.OfFolder(named!)], LedgerFolder.Tomorrow()) : LedgerFolder.Read(named, LedgerFolder.Tomorrow());
            }
            catch (DocumentException) when (named is not null && !parsed.GetValue(alone) && IsCopy(named))
            {
                throw new UsageException($"{named}: holds what the built-in ledger holds, which it would be laid over; check it by itself with --alone.");
            }
            catch (DocumentException e) when (parsed.GetValue(json))
            {
                // Here the mistakes are the answer.
                Console.Out.WriteLine(Json(e.Problems, null));
                return ExitCode.BadUsage;
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(Json([], reading));
            }
            else
            {
                Write(reading);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Whether a folder is a whole ledger that holds most of the built-in one, as in a checkout of Code Red.</summary>
    private static bool IsCopy(string folder)
    {
        try
        {
            var own = LedgerReader.Read([LedgerLayer.OfFolder(folder)]).Ledger;
            var builtIn = LedgerReader.Read([LedgerLayer.BuiltIn()]).Ledger;
            return own.Facts.Length > 0 && 2 * own.Facts.Count(fact => builtIn.Find(fact.Id) is not null) > own.Facts.Length;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private static void Write(LedgerReading reading)
    {
        var screen = new LedgerScreen(reading.Ledger.AsOf(null));
        screen.Blank();
        screen.Strongly($"No mistake in {Plural.Of(reading.Files, "file")}.");
        screen.Blank();
        string Count(int count) => Language.English.Count(count);
        var rows = Kinds(reading.Ledger).Append(new KindCount("all", reading.Ledger.Facts.Length, Dated(reading.Ledger.Facts), FirstHand(reading.Ledger.Facts)));
        screen.Table(["facts", "", "known by", "first-hand"], rows.Select(row => (string[])[row.Kind, Count(row.Facts), Count(row.Dated), Count(row.FirstHand)]));
        screen.Blank();
        screen.Quietly($"Names: {string.Join(", ", Names(reading).Select(name => name.Kind == "person" ? $"{name.Count} people" : Plural.Of(name.Count, name.Kind)))}.");
        int undated = reading.Ledger.Facts.Length - Dated(reading.Ledger.Facts);
        if (undated > 0)
        {
            screen.Quietly($"Of {Plural.Of(undated, "fact")} nothing says when they were known: a question as of a day leaves them out.");
        }

        screen.Problems("Look again at", reading.Notices);
    }

    private static string Json(IReadOnlyList<DocumentProblem> mistakes, LedgerReading? reading) => LedgerJson.Text(new JsonObject
    {
        ["schema"] = "codered.ledger-check/1",
        ["mistakes"] = LedgerJson.Of(mistakes),
        ["notices"] = reading is null ? null : LedgerJson.Of(reading.Notices),
        ["files"] = reading?.Files,
        ["facts"] = reading is null ? null : LedgerJson.Array(Kinds(reading.Ledger).Select(kind => new JsonObject
        {
            ["kind"] = kind.Kind,
            ["facts"] = kind.Facts,
            ["dated"] = kind.Dated,
            ["first_hand"] = kind.FirstHand,
        })),
        ["names"] = reading is null ? null : LedgerJson.Array(Names(reading).Select(name => new JsonObject { ["kind"] = name.Kind, ["count"] = name.Count })),
        ["conflicts"] = reading?.Ledger.Conflicts.Length,
    });

    private static IEnumerable<KindCount> Kinds(Ledger ledger) =>
        from kind in FactJson.Kinds
        let facts = ledger.Facts.Where(fact => FactJson.KindOf(fact) == kind).ToList()
        select new KindCount(kind, facts.Count, Dated(facts), FirstHand(facts));

    private static IEnumerable<(string Kind, int Count)> Names(LedgerReading reading) =>
        reading.Names.GroupBy(name => name.Kind).Select(names => (names.Key, names.Count()));

    private static int Dated(IEnumerable<Fact> facts) => facts.Count(fact => fact.KnownBy is not null);

    // The first source is the one that the fact was taken from.
    private static int FirstHand(IEnumerable<Fact> facts) => facts.Count(fact => fact.Sources[0].FirstHand);

    private sealed record KindCount(string Kind, int Facts, int Dated, int FirstHand);
}
