// Recomputes the published figures of LLMDrift and says where they agree. Called by ./check.
#:project ../../src/CodeRed.Interchange/CodeRed.Interchange.csproj
#:project ../../src/CodeRed.Store/CodeRed.Store.csproj
#:project ../../src/CodeRed.Findings/CodeRed.Findings.csproj
#:property PublishAot=false
using System.Globalization;
using CodeRed.Evidence;
using CodeRed.Findings;
using CodeRed.Findings.Drift;
using CodeRed.Interchange;
using CodeRed.Statistics.Sequential;
using CodeRed.Store;

if (args is not [var mappings, var data])
{
    Console.Error.WriteLine("usage: examples/llmdrift/check DIR     (the folder that holds PRIME_FULL_EVAL.csv)");
    return 2;
}

const int Orders = 2001;
int disagree = 0;
string folder = Directory.CreateTempSubdirectory("codered-check-").FullName;
try
{
    using var store = EvidenceStore.Open(Path.Combine(folder, "check.db"), TimeProvider.System);
    Console.WriteLine($"{"",-52}{"published",18}{"recomputed",18}");

    Title("GPT-4, is this number prime? (1,000 items)");
    var primes = Compare("PRIME_FULL_EVAL.csv", "primes.yaml", "openaichat/gpt-4-0314", "openaichat/gpt-4-0613");
    Rates(primes, "84.0 %", "51.1 %");
    Line("verdict", "Worse", primes.Verdict);
    Line("first diagnosis", "AnswerBias no", $"{primes.Diagnoses[0].Kind} {primes.Diagnoses[0].Subject}");
    Line("  “no” given by June, of 1,000", 987, Figure(primes, FigureKind.LabelGiven).After);
    Line("  right where “no” is right", "352 -> 499 of 500", Change(Figure(primes, FigureKind.RightWhereLabelIsRight)));
    Line("  right where it is wrong", "488 -> 12 of 500", Change(Figure(primes, FigureKind.RightWhereLabelIsWrong)));
    Line("second diagnosis", DiagnosisKind.Shortened, primes.Diagnoses[1].Kind);
    var length = Figure(primes, FigureKind.MeanLength);
    Line("  characters on average", "638 -> 4", string.Create(CultureInfo.InvariantCulture, $"{length.Before:0} -> {length.After:0}"));
    Line("date of change", OnsetKind.TwoTargets, primes.Onset.Kind);
    var (at5, at01) = Stops("PRIME_FULL_EVAL.csv", "primes.yaml", "openaichat/gpt-4-0314", "openaichat/gpt-4-0613");
    Between($"e-process stops at .05, median item of {Orders} orders", 38, 48, at5);
    Between($"e-process stops at .001, median item of {Orders} orders", 84, 100, at01);

    Title("GPT-4, opinion questions answered (1,506 rows, 1,494 ids)");
    var opinion = Compare("OPINIONQA_EVAL.csv", "opinion.yaml", "openaichat/gpt-4-0314", "openaichat/gpt-4-0613");
    Rates(opinion, "97.6 %", "23.4 %");
    Line("verdict", Verdict.Worse, opinion.Verdict);
    Line("first diagnosis", DiagnosisKind.NonAnswers, opinion.Diagnoses[0].Kind);
    Line("items and answers compared", "1494, 1506", $"{opinion.Pairing.Items}, {opinion.Pairing.Pairs}");

    Title("GPT-4, LeetCode (50 items)");
    var code = Compare("LEETCODE_EASY_EVAL.csv", "leetcode.yaml", "openaichat/gpt-4-0314", "openaichat/gpt-4-0613");
    Rates(code, "52.0 %", "10.0 %");
    Line("lost, gained", "23, 2", $"{code.Primary.Raw.Lost}, {code.Primary.Raw.Gained}");
    var stripped = code.Primary.Normalised!;
    Line("stripped of fences", "52.0 % -> 70.0 %", $"{Percent(stripped.BaselineRate)} -> {Percent(stripped.CurrentRate)}");
    Line("  lost, gained", "2, 11", $"{stripped.Lost}, {stripped.Gained}");
    Line("  exact p", ".02", stripped.PValue!.Value.ToString(".00", CultureInfo.InvariantCulture));
    Line("verdict", Verdict.ChangedNotWorse, code.Verdict);
    Line("first diagnosis", DiagnosisKind.FormatOnly, code.Diagnoses[0].Kind);

    Title("GPT-3.5, is this number prime? (1,000 items)");
    var better = Compare("PRIME_FULL_EVAL.csv", "primes.yaml", "openaichat/gpt-3.5-turbo-0301", "openaichat/gpt-3.5-turbo-0613");
    Rates(better, "49.6 %", "76.2 %");
    Line("verdict", Verdict.Better, better.Verdict);

    Console.WriteLine();
    Console.WriteLine(disagree == 0 ? "All figures agree." : $"{disagree} figures disagree.");
    return disagree == 0 ? 0 : 1;

    DriftFinding Compare(string file, string mapping, string before, string after)
    {
        var (baseline, current) = (RunOf(file, mapping, before), RunOf(file, mapping, after));
        var fold = new DriftFold(baseline.Suite, Summary(baseline), Summary(current), Framing.Drift, new DriftSettings());
        foreach (var pair in store.Pairs(baseline.Id, current.Id, 0))
        {
            fold.Add(0, pair);
        }

        return fold.Finish(DateTimeOffset.UnixEpoch);
    }

    // The finding's own e-process, over many seeded orders.
    (double At5, double At01) Stops(string file, string mapping, string before, string after)
    {
        var pairs = store.Pairs(RunOf(file, mapping, before).Id, RunOf(file, mapping, after).Id, 0)
            .Select(p => (p.Key, Difference: p.Current[0].Value!.Value - p.Baseline[0].Value!.Value))
            .ToList();
        var stops = Enumerable.Range(1, Orders).Select(seed =>
        {
            var process = new PairedBettingProcess(BettingHypothesis.NoChange);
            var (at5, at01) = (new StoppingTime(.05), new StoppingTime(.001));
            foreach (var (_, difference) in pairs.OrderBy(p => SeededOrder.Key((ulong)seed, p.Key)))
            {
                process.Add(difference);
                at5.Observe(process);
                at01.Observe(process);
            }

            return (at5.Items, at01.Items);
        }).ToList();
        return (Median(stops.Select(s => s.Item1)), Median(stops.Select(s => s.Item2)));
    }

    Run RunOf(string file, string mapping, string target)
    {
        using var reader = SourceReader.Open(Path.Combine(data, file), Mapping.Read(Path.Combine(mappings, mapping)));
        var known = store.Runs().Where(r => r.Source.Name == file).ToList();
        if (known.Count == 0)
        {
            known = [.. store.Import(reader.Suite, reader.Read(), () => reader.Source, reader.Repeats, _ => { }, default).Runs];
        }

        return known.Single(r => r.Target.Name == target);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static RunSummary Summary(Run run) => new(run.Id.Hex, run.Target.Name, run.Source.Name, run.Samples, run.FirstAt, run.LastAt);

static DiagnosisFigure Figure(DriftFinding finding, FigureKind kind) => finding.Diagnoses.SelectMany(d => d.Figures).First(f => f.Kind == kind);

static string Change(DiagnosisFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Before} -> {figure.After} of {figure.Of}");

static string Percent(double? share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

static double Median(IEnumerable<long?> stops) => stops.Select(s => s ?? long.MaxValue).Order().ElementAt(Orders / 2);

void Rates(DriftFinding finding, string before, string after)
{
    Line("before", before, Percent(finding.Primary.Raw.BaselineRate));
    Line("after", after, Percent(finding.Primary.Raw.CurrentRate));
}

static void Title(string title)
{
    Console.WriteLine();
    Console.WriteLine(title);
}

void Line(string what, object published, object recomputed) =>
    Say(what, published.ToString()!, recomputed.ToString()!, published.ToString() == recomputed.ToString());

void Between(string what, double least, double most, double recomputed) =>
    Say(what, $"{least} to {most}", recomputed.ToString(CultureInfo.InvariantCulture), recomputed >= least && recomputed <= most);

void Say(string what, string published, string recomputed, bool agrees)
{
    disagree += agrees ? 0 : 1;
    Console.WriteLine($"  {what,-50}{published,18}{recomputed,18}  {(agrees ? "agrees" : "DISAGREES")}");
}
