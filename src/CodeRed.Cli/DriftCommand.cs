using System.CommandLine;
using System.Globalization;
using CodeRed.Findings;
using CodeRed.Findings.Drift;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class DriftCommand
{
    // Only what cannot be misread: 01/02/2026 is a different day on either side of an ocean, and "10:30" would be today's.
    private static readonly string[] DayFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK"];

    public static Command Create()
    {
        var baseline = new Argument<string>("BASELINE") { Description = "A file, FILE#MODEL, or a run: what to compare with. With --split: the log." };
        var current = new Argument<string?>("CURRENT") { Description = "A file, FILE#MODEL, or a run: what to compare.", Arity = ArgumentArity.ZeroOrOne };
        var split = new Option<string?>("--split") { Description = "For a log whose prompts never repeat: compare its rows before this day with those from it on (UTC).", HelpName = "DATE" };
        var options = new ComparisonOptions();
        var command = new Command("drift", """
            Did it get worse? Compares two sets of answers, item by item.
            Files go into the database first; a second time they are there already.

            Examples:
              codered drift march.csv june.csv --mapping answers.yaml
              codered drift all.csv#model-a all.csv#model-b --html drift.html
              codered drift 3f2a9c 81b0d4 --json     (runs, by how their ids begin)
              codered drift production.jsonl --split 2026-11-01 -m production.yaml

            Exit code: 0 better, changed or no change seen; 1 worse;
            2 bad usage or file; 3 could not measure.
            """)
        { baseline, current, split };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            async () =>
            {
                var chosen = options.Of(parsed);
                string first = parsed.GetRequiredValue(baseline);
                string? second = parsed.GetValue(current);
                if (parsed.GetValue(split) is { } day)
                {
                    return second is null
                        ? await Log(first, Day(day), chosen, cancellation)
                        : throw new UsageException("--split takes one log; leave out the second file, or leave out --split.");
                }

                if (second is null)
                {
                    throw new UsageException("codered drift compares two sets of answers: codered drift BASELINE CURRENT. For one log across a date: codered drift LOG --split DATE.");
                }

                return await Paired(first, second, Framing.Drift, chosen, cancellation);
            },
            cancellation));
        return command;
    }

    public static async Task<int> Paired(
        string first, string second, Framing framing, ComparisonOptions.Chosen chosen, CancellationToken cancellation)
    {
        Output.Check(chosen.Html);
        using var store = Database.Open(chosen.Db);
        var reference = new RunReference(store, cancellation);
        var baseline = reference.One(first, chosen.BaselineMapping);
        var current = reference.One(second, chosen.CurrentMapping);
        if (baseline.Id == current.Id && baseline.Suite.HasItems)
        {
            // A model that answers alike writes the same file twice: that is a finding. The same word twice is a slip.
            if (first == second || !File.Exists(first) || !File.Exists(second))
            {
                throw new UsageException($"Baseline and current are the same run, {baseline.Id.Short}; name two.");
            }

            Terminal.Say("Both files hold the very same bytes.");
        }

        var finding = Judging.Drift(store, baseline, current, framing, chosen.Settings, cancellation);
        if (chosen.Html is { } path)
        {
            await Output.Page(path, writer => FindingPage.WriteAsync(finding, chosen.Language, writer));
        }

        if (chosen.Json)
        {
            Console.Out.WriteLine(FindingJson.Write(finding));
        }
        else
        {
            string name = framing == Framing.Drift ? "drift" : "compare";
            DriftScreen.Write(Terminal.Answer(), finding, chosen.Language, chosen.Html is null
                ? [$"codered {name} {baseline.Id.Short} {current.Id.Short} --html {name}.html", $"codered {name} {baseline.Id.Short} {current.Id.Short} --json"]
                : [Output.ToSee(chosen.Html)]);
        }

        return framing == Framing.Compare && finding.Verdict == Verdict.Worse ? ExitCode.Fine : ExitCode.Of(finding.Verdict);
    }

    private static async Task<int> Log(string word, DateTimeOffset split, ComparisonOptions.Chosen chosen, CancellationToken cancellation)
    {
        Output.Check(chosen.Html);
        using var store = Database.Open(chosen.Db);
        var log = new RunReference(store, cancellation).One(word, chosen.BaselineMapping);
        var finding = Judging.LogDrift(store, log, split, chosen.Settings, cancellation);
        if (chosen.Html is { } path)
        {
            await Output.Page(path, writer => FindingPage.WriteAsync(finding, chosen.Language, writer));
        }

        if (chosen.Json)
        {
            Console.Out.WriteLine(FindingJson.Write(finding));
        }
        else
        {
            LogDriftScreen.Write(Terminal.Answer(), finding, chosen.Language);
        }

        return ExitCode.Of(finding.Verdict);
    }

    private static DateTimeOffset Day(string text) =>
        DateTimeOffset.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day
            : throw new UsageException($"--split {text}: not a date; write it as 2026-11-01, or 2026-11-01T09:30Z.");
}
