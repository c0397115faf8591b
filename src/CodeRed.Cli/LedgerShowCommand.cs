using System.CommandLine;
using CodeRed.Evidence.Facts;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class LedgerShowCommand
{
    private const int MostFacts = 30;

    public static Command Create()
    {
        var asked = new Argument<string>("ID") { Description = "A fact, conflict, model, lab, benchmark, person, product, runner, measure or skill, by id or name." };
        var asOf = AsOfOption.Create();
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print it as JSON (docs/reference/json.md)." };
        var command = new Command("show", """
            Show a fact with its sources and all it rests on, or a name and its facts.

            Examples:
              codered ledger show release.openai.gpt-5
              codered ledger show "GPT-5 (high)"
              codered ledger show gpqa-diamond --as-of 2025-12-05
              codered ledger show jan-leike --json
            """)
        { asked, asOf, ledgerFolder, json };
        command.SetAction(parsed =>
        {
            var reading = LedgerFolder.Read(parsed.GetValue(ledgerFolder));
            var view = reading.Ledger.AsOf(parsed.GetValue(asOf));
            string id = parsed.GetRequiredValue(asked);
            LedgerConflict[] conflicts = [.. view.Ledger.Conflicts, .. ConflictFinder.Find(view.Ledger)];
            if (view.Ledger.Find(id) is { } fact)
            {
                Show(view, fact, [.. conflicts.Where(conflict => conflict.Sides.Any(side => side.Facts.Contains(id)))], parsed.GetValue(json));
            }
            else if (conflicts.FirstOrDefault(conflict => conflict.Id == id) is { } conflict)
            {
                Show(view, conflict, parsed.GetValue(json));
            }
            else if (reading.Ledger.Find(id) is { } later)
            {
                throw new UsageException($"{id}: {(later.KnownBy is { } known ? $"was known by {known}, after the day asked of" : "nothing says when it was known, so it is left out as of a day")}; leave --as-of out to see it.");
            }
            else if (LedgerSubject.TryFind(reading, id) is { IsEmpty: false } subjects)
            {
                Show(view, subjects, parsed.GetValue(json));
            }
            else
            {
                throw new UsageException($"{id}: {LedgerSubject.NotThere(reading, id, reading.Ledger.Facts.Select(other => other.Id).Concat(conflicts.Select(other => other.Id)))}");
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static void Show(LedgerView view, Fact fact, LedgerConflict[] conflicts, bool json)
    {
        var ledger = view.Ledger;
        Fact[] evidence = [.. (fact is Claim claim ? RestsOn(claim) : []).Distinct().Select(ledger.Find).OfType<Fact>()];
        Fact[] cited = [.. ledger.Of<Claim>().Where(other => RestsOn(other).Contains(fact.Id))];
        if (json)
        {
            Console.Out.WriteLine(LedgerJson.Of(view, [fact, .. evidence, .. cited], [], conflicts));
            return;
        }

        var screen = new LedgerScreen(view);
        screen.Title(FactText.Of(ledger, fact));
        screen.Line("id", fact.Id);
        screen.Line("kind", FactJson.KindOf(fact));
        screen.Line("on", fact.DateMeans == DateMeaning.Happened ? fact.TrueOn.ToString() : $"{fact.TrueOn} ({LedgerWords<DateMeaning>.Of(fact.DateMeans)})");
        screen.Line("known by", fact.KnownBy is { } known ? $"{known} ({LedgerWords<KnownBasis>.Of(fact.KnownBasis!.Value)})" : "not known: a question as of a day leaves it out");
        screen.Line("confidence", LedgerWords<Confidence>.Of(fact.Confidence));
        foreach (var (label, text) in More(fact))
        {
            screen.Line(label, text);
        }

        if (fact.Note is { } note)
        {
            screen.Line("note", note);
        }

        screen.Sources(fact.Sources);
        screen.Line("stands in", LedgerScreen.PlaceOf(fact.Path, fact.Line));
        screen.Facts("Rests on", evidence, int.MaxValue, "");
        screen.Facts("Claims that rest on it", cited, MostFacts, "");
        foreach (var conflict in conflicts)
        {
            screen.Conflict(conflict);
        }

        screen.LeftOut();
    }

    private static void Show(LedgerView view, LedgerConflict conflict, bool json)
    {
        Fact[] facts = [.. conflict.Sides.SelectMany(side => side.Facts).Select(view.Ledger.Find).OfType<Fact>()];
        if (json)
        {
            Console.Out.WriteLine(LedgerJson.Of(view, facts, [], [conflict]));
            return;
        }

        var screen = new LedgerScreen(view);
        screen.Conflict(conflict);
        screen.Facts("Its facts", facts, int.MaxValue, "");
        screen.LeftOut();
    }

    private static void Show(LedgerView view, IReadOnlyList<LedgerSubject> subjects, bool json)
    {
        var ledger = view.Ledger;
        if (json)
        {
            var named = ledger.Facts.Where(fact => subjects.Any(subject => subject.IsNamedBy(ledger, fact)));
            Console.Out.WriteLine(LedgerJson.Of(view, named, subjects.Select(subject => subject.ToJson(ledger.Names)), []));
            return;
        }

        var screen = new LedgerScreen(view);
        foreach (var subject in subjects)
        {
            screen.Title(subject.Names[0]);
            screen.Line("id", subject.Where.Id);
            screen.Line("kind", subject.Where.Kind);
            foreach (var (label, text) in subject.Lines(ledger.Names))
            {
                screen.Line(label, text);
            }

            screen.Line("stands in", LedgerScreen.PlaceOf(subject.Where.Path, subject.Where.Line));
            foreach (var kind in ledger.Facts.Where(fact => subject.IsNamedBy(ledger, fact)).GroupBy(FactJson.KindOf))
            {
                screen.Facts(kind.Key, kind, MostFacts, $"codered ledger list --kind {kind.Key} --about {subject.Where.Id}");
            }
        }

        screen.LeftOut();
    }

    private static IEnumerable<string> RestsOn(Claim claim) =>
    [
        .. claim.Evidence,
        .. claim.Verdicts.SelectMany(verdict => verdict.Evidence),
        .. claim.Condition is { } condition ? ConditionNames.Of(condition).Where(name => name.Kind == NameKind.Fact).Select(name => name.Id) : [],
    ];

    private static IEnumerable<(string Label, string Text)> More(Fact fact) => fact switch
    {
        Score score => score.Items is { } items ? [("items", Findings.Wording.Language.English.Count(items))] : [],
        Claim claim =>
        [
            .. claim.Of is { } of ? ((string, string)[])[("taken from", of)] : [],
            ("decided by", claim.Condition is not null ? "a condition: 'codered claims' gives the verdict" : claim.Verdicts.IsEmpty ? "nobody yet" : "a person"),
            .. claim.Verdicts.Select(verdict => ("verdict", $"{LedgerWords<ClaimVerdict>.Of(verdict.Verdict)} from {verdict.KnownBy} on: {verdict.Why}")),
        ],
        _ => [],
    };
}
