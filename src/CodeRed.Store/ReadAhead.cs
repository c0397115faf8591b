using System.Collections.Concurrent;
using CodeRed.Evidence;

namespace CodeRed.Store;

/// <summary>Reads samples on a thread of its own, a little ahead of whoever writes them: parsing and writing cost about the same.</summary>
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

    public static IEnumerable<GradedSample> Of(IEnumerable<GradedSample> samples)
    {
        using var stop = new CancellationTokenSource();
        using var queue = new BlockingCollection<List<GradedSample>>(Batches);
        var reading = Task.Factory.StartNew(() => Read(samples, queue, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var batch in queue.GetConsumingEnumerable())
            {
                foreach (var sample in batch)
                {
                    yield return sample;
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

    private static void Read(IEnumerable<GradedSample> samples, BlockingCollection<List<GradedSample>> queue, CancellationToken stop)
    {
        try
        {
            var batch = new List<GradedSample>(RowsPerBatch);
            int characters = 0;
            try
            {
                foreach (var graded in samples)
                {
                    batch.Add(graded);
                    var sample = graded.Sample;
                    characters += (sample.Answer?.Length ?? 0) + (sample.Error?.Length ?? 0) + (sample.Item.Question?.Length ?? 0) + (sample.Item.Expected?.Length ?? 0);
                    if (batch.Count == RowsPerBatch || characters >= CharactersPerBatch)
                    {
                        queue.Add(batch, stop);
                        batch = new List<GradedSample>(RowsPerBatch);
                        characters = 0;
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
