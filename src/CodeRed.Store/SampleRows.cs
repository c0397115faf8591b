using CodeRed.Evidence;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>Writes the rows of items, samples and grades, for an import and for a run that is being asked alike.</summary>
internal sealed class SampleRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement item = new(connection, "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
    private readonly Statement sample = new(connection, "INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly Statement grade = new(connection, "INSERT INTO grade VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

    public void AddItem(long id, long suite, long content, Item row)
    {
        item.Bind(1, id);
        item.Bind(2, suite);
        item.Bind(3, content);
        item.Bind(4, row.Key);
        item.Bind(5, row.Expected);
        item.Bind(6, row.Question);
        Insert(item);
    }

    /// <param name="itemsOwn">Whether question and expected answer are the item's own, which are then not written again.</param>
    public void AddSample(long id, long run, long itemId, int epoch, long content, bool itemsOwn, Sample row)
    {
        sample.Bind(1, id);
        sample.Bind(2, run);
        sample.Bind(3, itemId);
        sample.Bind(4, epoch);
        sample.Bind(5, content);
        sample.Bind(6, row.Line);
        sample.Bind(7, row.Measured ? 1 : 0);
        sample.Bind(8, row.LooksRefused ? 1 : 0);
        sample.Bind(9, row.Truncated is { } truncated ? (truncated ? 1L : 0L) : null);
        sample.Bind(10, row.At?.ToUnixTimeMilliseconds());
        sample.Bind(11, row.Latency is { } latency ? (long)latency.TotalMicroseconds : null);
        sample.Bind(12, row.InputTokens);
        sample.Bind(13, row.OutputTokens);
        sample.Bind(14, row.Length);
        sample.Bind(15, row.Cost is { } cost ? CanonicalJson.Number(cost) : null);
        sample.Bind(16, row.Item.Stratum);
        sample.Bind(17, row.Error);
        sample.Bind(18, itemsOwn ? null : row.Item.Expected);
        sample.Bind(19, itemsOwn ? null : row.Item.Question);
        sample.Bind(20, row.Answer);
        Insert(sample);
    }

    /// <returns>False when this item has a grade of this metric and epoch already; nothing was written then.</returns>
    public bool AddGrade(long run, int metric, long itemId, int epoch, long sampleId, MetricGrade row)
    {
        grade.Bind(1, run);
        grade.Bind(2, metric);
        grade.Bind(3, itemId);
        grade.Bind(4, epoch);
        grade.Bind(5, sampleId);
        grade.Bind(6, row.Raw.Value);
        grade.Bind(7, row.Normalised?.Value);
        grade.Bind(8, row.Raw.IsNonAnswer ? 1 : 0);
        grade.Bind(9, row.Raw.Label);
        return grade.Run();
    }

    public void Dispose()
    {
        item.Dispose();
        sample.Dispose();
        grade.Dispose();
    }

    private static void Insert(Statement insert)
    {
        if (!insert.Run())
        {
            throw new InvalidOperationException("A row whose number was set aside for it is there already.");
        }
    }
}
