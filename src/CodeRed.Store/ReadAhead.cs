using System.Collections.Concurrent;

namespace CodeRed.Store;

/// <summary>Reads rows on a thread of its own, a little ahead of whoever writes them: parsing and writing cost about the same.</summary>
/// <remarks>
/// What is ahead is bounded by rows and by characters, so that long answers do not fill the memory. Order and exceptions are
/// those of the source. The source is read and disposed of by the other thread only, and not read any more once the
/// enumeration ends, however it ends.
/// </remarks>
internal static class ReadAhead
{
    private const int Batches = 4;
    private const int RowsPerBatch = 256;
    private const int CharactersPerBatch = 1 << 18;

    /// <summary>The rows of a source, in its order.</summary>
    /// <param name="rows">Enumerated by the other thread.</param>
    /// <param name="characters">About how much text a row holds.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> rows, Func<T, int> characters)
    {
        using var stop = new CancellationTokenSource();
        using var queue = new BlockingCollection<List<T>>(Batches);
        var reading = Task.Factory.StartNew(() => Read(rows, characters, queue, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var batch in queue.GetConsumingEnumerable())
            {
                foreach (var row in batch)
                {
                    yield return row;
                }
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    private static void Read<T>(IEnumerable<T> rows, Func<T, int> characters, BlockingCollection<List<T>> queue, CancellationToken stop)
    {
        try
        {
            var batch = new List<T>(RowsPerBatch);
            int held = 0;
            try
            {
                foreach (var row in rows)
                {
                    batch.Add(row);
                    held += characters(row);
                    if (batch.Count == RowsPerBatch || held >= CharactersPerBatch)
                    {
                        queue.Add(batch, stop);
                        batch = new List<T>(RowsPerBatch);
                        held = 0;
                    }
                    else if (stop.IsCancellationRequested)
                    {
                        return;
                    }
                }
            }
            finally
            {
                // Also what was read before a mistake: whatever those rows bring to light comes first in the file.
                if (batch.Count > 0 && !stop.IsCancellationRequested)
                {
                    queue.Add(batch, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever reads has gone.
        }
        finally
        {
            queue.CompleteAdding();
        }
    }
}
