using System.Text.Json.Nodes;
using CodeRed.Evidence;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store.Tests;

/// <summary>A folder of its own with one database in it, and evidence to put there.</summary>
internal sealed class Scratch : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TimeProvider clock = new StoppedClock();

    public string Folder { get; } = Directory.CreateTempSubdirectory("codered-store-").FullName;

    public string Database => Path.Combine(Folder, "codered.db");

    public EvidenceStore Open() => EvidenceStore.Open(Database, clock);

    public EvidenceStore Open(string path) => EvidenceStore.Open(path, clock);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static Metric Metric(string name, bool primary = true) => new(name, Better.Higher, primary, new JsonObject { ["type"] = "test" });

    public static Suite Suite(int metrics = 1, bool hasItems = true, string name = "suite") =>
        new(name, [.. Enumerable.Range(0, metrics).Select(m => Metric($"metric{m}", m == 0))], hasItems);

    public static Source Source(string content, string reading = "reading") =>
        new("answers.csv", ContentHash.Of(content), content.Length, ContentHash.Of(reading));

    public static GradedSample Graded(string target, string key, double? value = 1, long line = 2, int epoch = 0, string? question = "question", string? expected = "yes", string? answer = "answer") =>
        Graded(target, new Sample(new Item(key, question, expected, null), epoch, answer, null, null, null, null, null, null, null, line), value);

    public static GradedSample Graded(string target, Sample sample, params double?[] values) =>
        new(new Target(target), sample, [.. values.Select(v => new MetricGrade(v is { } x ? Grade.Of(x) : Grade.NotMeasured, null))]);

    /// <summary>Two targets' answers to items q0, q1, …: the first half of them right.</summary>
    public static IEnumerable<GradedSample> Many(int items, params string[] targets) =>
        targets.SelectMany((t, n) => Enumerable.Range(0, items).Select(i => Graded(t, $"q{i}", 2 * i < items ? 1 : 0, line: 2 + (n * items) + i)));

    public static ImportResult Import(
        EvidenceStore store, IEnumerable<GradedSample> samples, string content = "content", Suite? suite = null, bool repeats = false,
        string reading = "reading", Action<ImportProgress>? progress = null, CancellationTokenSource? stop = null) =>
        store.Import(suite ?? Suite(), samples, () => Source(content, reading), repeats, progress ?? (_ => { }), stop?.Token ?? TestContext.Current.CancellationToken);

    /// <summary>Asks the file itself, past the store.</summary>
    public long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>What stands in the tables that an import fills; all zero when nothing is half-imported.</summary>
    public string Rows() => string.Join(' ', new[] { "run", "import", "item", "sample", "grade", "suite", "source" }.Select(t => $"{t}:{Ask($"SELECT count(*) FROM {t}")}"));

    public const string NoRows = "run:0 import:0 item:0 sample:0 grade:0 suite:0 source:0";

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
