using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>
/// Reads samples on a thread of its own while the caller stores those before: parsing and storing take about equally long.
/// </summary>
/// <remarks>
/// The order is kept, and a mistake is thrown after the samples before it. What waits is bounded in samples and in
/// characters, so that memory does not grow with the file. The thread has ended when the enumeration is disposed.
/// </remarks>
internal static class RunAhead
{
    private const int BatchSamples = 256;
    private const long BatchCharacters = 1 << 18;
    private const int Batches = 4;

    public static IEnumerable<GradedSample> Of(Func<CancellationToken, IEnumerable<GradedSample>> read, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var queue = new BlockingCollection<List<GradedSample>>(Batches);
        ExceptionDispatchInfo? mistake = null;
        var producer = Task.Factory.StartNew(
            () =>
            {
                var batch = new List<GradedSample>(BatchSamples);
                try
                {
                    long characters = 0;
                    foreach (var sample in read(stop.Token))
                    {
                        batch.Add(sample);
                        characters += (sample.Sample.Answer?.Length ?? 0) + (sample.Sample.Item.Question?.Length ?? 0) + (sample.Sample.Item.Expected?.Length ?? 0);
                        if (batch.Count == BatchSamples || characters >= BatchCharacters)
                        {
                            queue.Add(batch, stop.Token);
                            (batch, characters) = (new(BatchSamples), 0);
                        }
                    }
                }
                catch (Exception e)
                {
                    // Thrown again on the caller's thread, after the samples before it.
                    mistake = ExceptionDispatchInfo.Capture(e);
                }

                try
                {
                    queue.Add(batch, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // Nobody is listening any more.
                }
                finally
                {
                    queue.CompleteAdding();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            foreach (var batch in queue.GetConsumingEnumerable(cancellation))
            {
                foreach (var sample in batch)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return sample;
                }
            }

            mistake?.Throw();
        }
        finally
        {
            stop.Cancel();
            producer.Wait(CancellationToken.None);
        }
    }
}
