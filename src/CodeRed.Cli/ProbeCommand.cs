using System.CommandLine;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Findings.Probe;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Probing.Running;
using CodeRed.Probing.Suites;
using CodeRed.Providers;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>Asks models the items of a suite.</summary>
internal static class ProbeCommand
{
    private const int UsualConcurrency = 16;
    private const double Alpha = 0.05;

    /// <summary>An unfinished run that is older is not continued unasked: answers of different days are not one run.</summary>
    private static readonly TimeSpan StillTheSameRun = TimeSpan.FromHours(24);

    public static Command Create()
    {
        var suite = new Argument<string>("SUITE") { Description = $"A YAML file, or a built-in suite: {string.Join(", ", BuiltInSuites.Names)}." };
        var target = new Option<string[]>("--target", "-t") { Description = "Who is asked, as VENDOR:MODEL; may be given several times. Else the targets of the suite.", HelpName = "ID" };
        var epochs = new Option<int?>("--epochs") { Description = "How often each item is asked; else what the suite says.", HelpName = "N" };
        var budget = MoneyOption.Create("--budget", "The most that a run may cost, the judge included; else what the suite says. Needs known prices.");
        var price = new Option<string?>("--price") { Description = "What a million tokens cost in US dollars, of the prompt and of the answer, where the ledger does not know it: 3/15.", HelpName = "IN/OUT" };
        var concurrency = new Option<int?>("--concurrency", "-j") { Description = $"The most requests under way at once; else what the suite says, else {UsualConcurrency}.", HelpName = "N" };
        var stream = new Option<bool>("--stream") { Description = "Have answers streamed, so that the time to the first token is known." };
        var judge = new Option<string?>("--judge") { Description = "The model that judges; else the suite's.", HelpName = "ID" };
        var fresh = new Option<bool>("--new") { Description = "Begin a new run; one like it that is unfinished is left for good." };
        var resume = new Option<bool>("--continue") { Description = "Go on with an unfinished run although its last answer is more than a day old." };
        var plan = new Option<bool>("--dry-run") { Description = "Say what would be asked and what it may cost; ask nothing." };
        var junit = new Option<string?>("--junit") { Description = "Also write the items as JUnit XML, for a build server; once all runs are whole.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print as JSON (docs/reference/json.md)." };
        var db = Database.Option();
        var command = new Command("probe", """
            Ask models the items of a suite, grade the answers and keep them.
            A run that was stopped or killed goes on where it was: type the same again.

            Examples:
              codered probe quick --target sim:demo
              codered probe suite.yaml --target openai:gpt-5.1 --budget '$2'
              codered probe suite.yaml -t openai:gpt-5.1 -t anthropic:claude-sonnet-4-5
              codered probe standard -t ollama:llama3.2 --epochs 3 --dry-run

            Keys come from the environment; 'codered doctor' says which are set.

            Exit code: 0 every item was asked; 2 bad usage, suite, key or model;
            3 stopped by the budget, the time or an outage, or nothing measured;
            130 interrupted.
            """)
        { suite, target, epochs, budget, price, concurrency, stream, judge, fresh, resume, plan, junit, json, db };
        command.SetAction((parsed, cancellation) => Task.Run(
            async () =>
            {
                if (parsed.GetValue(epochs) is < 1 || parsed.GetValue(concurrency) is < 1)
                {
                    throw new UsageException("--epochs and --concurrency are whole numbers from 1.");
                }

                Output.Check(parsed.GetValue(junit), "--junit");
                // Both take a moment, and neither needs the other.
                var prices = Task.Run(LedgerFolder.Prices, cancellation);
                var read = BuiltInSuites.Read(parsed.GetRequiredValue(suite));
                read = parsed.GetValue(epochs) is { } times ? read.WithEpochs(times) : read;
                using var probing = new Probing(read, new()
                {
                    Targets = parsed.GetValue(target) ?? [],
                    Judge = parsed.GetValue(judge),
                    Price = parsed.GetValue(price) is { } text ? PriceOf(text) : null,
                    Prices = prices,
                    Database = parsed.GetValue(db),
                    Fresh = parsed.GetValue(fresh),
                    Continue = parsed.GetValue(resume),
                    Json = parsed.GetValue(json),
                    JUnit = parsed.GetValue(junit),
                    IsPlan = parsed.GetValue(plan),
                    Settings = new RunnerSettings
                    {
                        Concurrency = parsed.GetValue(concurrency) ?? read.Limits.Concurrency ?? UsualConcurrency,
                        Budget = parsed.GetValue(budget) ?? read.Limits.Cost,
                        Time = read.Limits.Time,
                        RequestTime = read.Limits.RequestTime,
                        Stream = parsed.GetValue(stream),
                    },
                });
                return parsed.GetValue(plan) ? probing.Show() : await probing.RunAsync(cancellation);
            },
            cancellation));
        return command;
    }

    private static TokenPrice PriceOf(string text) =>
        text.Split('/') is [var input, var output] && MoneyOption.Parse(input) is { } inputPrice && MoneyOption.Parse(output) is { } outputPrice
            ? new(inputPrice, outputPrice, null, null, null, "USD", default, "--price")
            : throw new UsageException($"--price {text}: write two amounts, of a million tokens of the prompt and of the answer, such as 3/15.");

    private sealed record Choice
    {
        public required string[] Targets { get; init; }

        public required string? Judge { get; init; }

        /// <summary>Of what the ledger has no price of; null where none was given.</summary>
        public required TokenPrice? Price { get; init; }

        /// <summary>The ledger's.</summary>
        public required Task<PriceList> Prices { get; init; }

        public required string? Database { get; init; }

        public required bool Fresh { get; init; }

        public required bool Continue { get; init; }

        public required bool Json { get; init; }

        /// <summary>Whether nothing is asked.</summary>
        public required bool IsPlan { get; init; }

        public required string? JUnit { get; init; }

        public required RunnerSettings Settings { get; init; }
    }

    private sealed class Probing : IDisposable
    {
        private readonly SuiteFile suite;
        private readonly Choice choice;
        private readonly ProviderCatalogue catalogue;
        private readonly Dictionary<AskedPlace, Pacer> pacers = [];
        private readonly HashSet<string> unpriced = new(StringComparer.Ordinal);
        private readonly List<(TargetSpec Spec, Asker Asker)> targets;
        private readonly Asker? judge;

        // Of the judge's anchors; null where they were not asked about.
        private AnchorTally? anchors;
        private JudgeFinding? anchored;

        public Probing(SuiteFile suite, Choice choice)
        {
            (this.suite, this.choice) = (suite, choice);
            // What is only planned needs no key.
            catalogue = new(name => Environment.GetEnvironmentVariable(name) ?? (choice.IsPlan && ProviderCatalogue.KeyVariables.Contains(name) ? "not-needed" : null), TimeProvider.System);
            TargetSpec[] specs = choice.Targets.Length > 0 ? [.. choice.Targets.Select(t => new TargetSpec(t, null, 0))] : [.. suite.Targets];
            if (specs.Length == 0)
            {
                throw new UsageException($"{suite.Path} names no target; say who is asked: --target VENDOR:MODEL, for example --target sim:demo.");
            }

            if (specs.GroupBy(NameOf).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new UsageException($"{twice.Key} is named twice; name each target once, or give one of them a label in the suite.");
            }

            targets = [.. specs.Select(s => (s, Open(s.Id)))];
            if (suite.Judgements > 0)
            {
                string id = choice.Judge ?? suite.Judge.Target?.Id
                    ?? throw new UsageException($"{suite.Path}: some answers are judged by a model; name it with --judge VENDOR:MODEL, or with judge: in the suite.");
                judge = Open(id);
            }

            NeedPrices();
        }

        private void NeedPrices()
        {
            foreach (var asker in targets.Select(t => t.Asker).Append(judge).OfType<Asker>())
            {
                if (choice.Settings.Budget is not null && asker.Price is null)
                {
                    throw new UsageException(
                        $"There is a budget, and what {asker.Id.Text} costs is not known; say it with --price IN/OUT (of a million tokens of the prompt and of the answer; 0/0 where it costs nothing), or leave the budget out.");
                }
            }
        }

        public void Dispose()
        {
            foreach (var pacer in pacers.Values)
            {
                pacer.Dispose();
            }

            catalogue.Dispose();
        }

        public int Show()
        {
            foreach (var (spec, asker) in targets)
            {
                Console.Out.WriteLine(ProbeScreen.Plan(suite, NameOf(spec), asker.Price, judge?.Id.Text, choice.Settings.Budget));
            }

            return ExitCode.Fine;
        }

        public async Task<int> RunAsync(CancellationToken cancellation)
        {
            if (choice.JUnit is not null)
            {
                // An older report must not pass for this one's.
                File.Delete(choice.JUnit);
            }

            using var store = Database.Open(choice.Database);
            int code = ExitCode.Fine;
            var results = new List<ProbeResult>();
            foreach (var (spec, asker) in targets)
            {
                var (result, judgeEnd) = await OneAsync(store, spec, asker, cancellation);
                if (result is null)
                {
                    Terminal.Say(InertText.OnOneLine($"{(judgeEnd!.Reason == EndReason.Budget ? "The budget cannot be kept" : "The judge cannot be asked")}: {judgeEnd.Message}", 600));
                    code = CodeOf(judgeEnd); // what the targets before it gave is still told
                    break;
                }

                results.Add(result);
                if (!choice.Json)
                {
                    ProbeScreen.Write(Terminal.Answer(), result);
                }

                int one = result.End.Reason == EndReason.Whole && !result.IsMeasured ? ExitCode.CouldNotMeasure : CodeOf(result.End);
                code = code == ExitCode.Fine ? one : code;
                if (one == ExitCode.Interrupted)
                {
                    code = one;
                    break;
                }
            }

            if (choice.JUnit is { } path && results.Count == targets.Count && results.All(r => r.Run is not null))
            {
                await Output.Page(path, writer => JUnitReport.WriteAsync(writer, "codered probe", [.. results.Select(r => ProbeJUnit.Suite(store, r.Run!))]));
            }

            if (choice.Json)
            {
                Console.Out.WriteLine(ProbeScreen.Json(results, judge?.Id.Text, anchored, anchors?.Cost));
            }

            return code;
        }

        // A judge that does not agree with people is known before it grades anything. It is asked once, and the run that is begun first pays for it; a run of which
        // something is there already was begun after it had been asked.
        private async Task<RunEnd?> AnchorsAsync(RunLog log, CancellationToken cancellation)
        {
            if (judge is null || suite.Judge.Anchors.IsEmpty || anchors is not null)
            {
                return null;
            }

            int missing = AnchorTally.Missing(suite.Judge, log.Anchors);
            if (missing > 0 && log.Totals.Samples + log.Totals.Waiting > 0)
            {
                return null;
            }

            if (missing > 0)
            {
                Terminal.Say(InertText.OnOneLine($"Asking the judge {judge.Id.Text} about {Plural.Of(missing, "anchor")}."));
            }

            var (tally, end) = await AnchorTally.AskAsync(suite.Judge, judge, choice.Settings, log.Anchors, log.Expenses, log.AppendAsync, log.SpendAsync, TimeProvider.System, cancellation);
            if (end is not null)
            {
                return end;
            }

            anchors = tally;
            anchored = JudgeFinding.Of(tally.Passes, tally.PassToFail, tally.Fails, tally.FailToPass, tally.Unread, 1 - Alpha);
            if (!choice.Json)
            {
                ProbeScreen.Write(Terminal.Answer(), judge.Id.Text, anchored, tally.Cost);
            }

            return null;
        }

        // No result where the judge cannot be asked about its anchors: then nothing is asked, and the second is why.
        private async Task<(ProbeResult? Result, RunEnd? JudgeEnd)> OneAsync(EvidenceStore store, TargetSpec spec, Asker asker, CancellationToken cancellation)
        {
            var plan = PlanOf(spec, asker);
            var unfinished = Unfinished(store, plan);
            Terminal.Say(InertText.OnOneLine(ProbeScreen.Plan(suite, NameOf(spec), asker.Price, judge?.Id.Text, choice.Settings.Budget), 400));
            await using var log = store.Begin(
                plan, suite.Items().Select(i => i.ToItem()), unfinished, () => Terminal.Say("An import into this database is under way; waiting for it."), cancellation);
            if (unfinished == UnfinishedChoice.BeginAnew && store.Unfinished(plan) is { } left)
            {
                Terminal.Say($"A run like this of {Language.English.Day(left.StartedAt)} is unfinished ({Language.English.Count(left.Samples)} of {Language.English.Count(left.Places)}); --continue goes on with it. This one is new.");
            }

            if (unfinished == UnfinishedChoice.BeginAnew && store.LastWhole(plan) is { } whole && TimeProvider.System.GetUtcNow() - whole < StillTheSameRun)
            {
                Terminal.Say($"A whole run like this ended at {whole.UtcDateTime:HH:mm} UTC; it is asked again, as another run.");
            }

            if (log.Totals.Samples + log.Totals.Waiting > 0)
            {
                Terminal.Say($"Going on with an unfinished run: {Language.English.Count(log.Totals.Samples)} of {Language.English.Count(plan.Places)} samples are there{(log.Totals.Waiting > 0 ? $", and {ProbeScreen.Waiting(log.Totals.Waiting)}" : "")}.");
            }

            if (log.JudgeHasAnswered)
            {
                judge?.HasAnswered();
            }

            if (await AnchorsAsync(log, cancellation) is { } judgeEnd)
            {
                return (null, judgeEnd);
            }

            if (!suite.IsKept)
            {
                // What reading and registering a long suite left would lie beside all that asking needs, to the end. Measured with 200,000 tests: 17 MB less at the peak.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }

            var before = log.Totals with { Anchors = log.Anchors.Sum(a => a.Cost ?? 0), UnpricedAnchors = log.Anchors.Count(a => a.Cost is null), Expenses = log.Expenses };
            var runner = new Runner(suite, plan.Target, spec.Options, asker, judge, choice.Settings, TimeProvider.System);
            var line = new ProbeProgressLine(NameOf(spec), plan.Places, log.Totals.Samples, TimeProvider.System);
            var last = default(RunProgress) with { Totals = before };
            RunEnd end;
            try
            {
                end = await runner.RunAsync(before, log.IsAnswered, log.Waiting, log.AppendAsync, log.SpendAsync, p => line.Show(last = p), cancellation);
            }
            finally
            {
                Terminal.Progress("");
            }

            if (end.Reason != EndReason.Whole)
            {
                return (new(NameOf(spec), plan, end, last, null, null, null), null);
            }

            var run = await log.FinishAsync();
            return (new(NameOf(spec), plan, end, last, run, Judging.Probe(store, run, Alpha), store.Wire(run.Id)), null);
        }

        // Answers of different days are not one run, unless somebody says so.
        private UnfinishedChoice Unfinished(EvidenceStore store, RunPlan plan)
        {
            if (choice.Fresh)
            {
                return UnfinishedChoice.BeginAnewForGood;
            }

            if (store.Unfinished(plan) is not { } there)
            {
                return UnfinishedChoice.BeginAnew;
            }

            return choice.Continue || TimeProvider.System.GetUtcNow() - (there.LastAt ?? there.StartedAt) < StillTheSameRun ? UnfinishedChoice.Continue : UnfinishedChoice.BeginAnew;
        }

        private RunPlan PlanOf(TargetSpec spec, Asker asker) => new(
            suite.ToSuite(),
            suite.ContentHash,
            Path.GetFileName(suite.Path),
            new Target(NameOf(spec)),
            new JsonObject
            {
                ["id"] = spec.Id,
                ["at"] = asker.Address,
                ["options"] = spec.Options.ToJson(),
                ["stream"] = choice.Settings.Stream,
                ["judge"] = judge?.Id.Text,
                ["judge_options"] = judge is null ? null : suite.Judge.Target?.Options.ToJson(),
            },
            suite.ItemCount,
            suite.Epochs);

        private Asker Open(string id)
        {
            var parsed = TargetId.Parse(id);
            var client = catalogue.Open(parsed);
            var place = ProviderCatalogue.PlaceOf(parsed, client);
            if (!pacers.TryGetValue(place, out var pacer))
            {
                pacers.Add(place, pacer = new Pacer(TimeProvider.System, new Random()));
            }

            return new(parsed, client, pacer, PriceOf(parsed, Asker.AddressOf(client)), TimeProvider.System, new Random());
        }

        private TokenPrice? PriceOf(TargetId id, string? at)
        {
            switch (id.Vendor)
            {
                case "sim" or "replay":
                    return new(0, 0, null, null, null, "USD", default, "nobody is asked");
                case var vendor when ProviderCatalogue.IsOwnServer(vendor):
                    return choice.Price;
            }

            string seller = ProviderCatalogue.Seller(id, at);
            var price = choice.Prices.GetAwaiter().GetResult().PriceOf(seller, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Price ?? choice.Price;
            if (price is null && seller != id.Text && new Uri(at!).Host is var host && unpriced.Add(host))
            {
                Terminal.Say(InertText.OnOneLine($"Priced unknown: answers come from {host}, not from {ProviderCatalogue.OwnHost(id.Vendor)}; --price IN/OUT says what they cost."));
            }

            return price;
        }

        private static string NameOf(TargetSpec spec) => spec.Label ?? spec.Id;

        private static int CodeOf(RunEnd end) => end.Reason switch
        {
            EndReason.Whole => ExitCode.Fine,
            EndReason.Refused => ExitCode.BadUsage,
            EndReason.Stopped => ExitCode.Interrupted,
            _ => ExitCode.CouldNotMeasure,
        };
    }
}
