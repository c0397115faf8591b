using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Takes one vote of a file.</summary>
/// <param name="vote">The vote.</param>
/// <param name="covariates">A finite value for each of <see cref="VoteColumns.Covariates"/>, in their order; only valid during the call.</param>
public delegate void VoteHandler(in Vote vote, ReadOnlySpan<double> covariates);

/// <summary>Reads a file of votes of any size.</summary>
/// <remarks>
/// Memory does not grow with the votes, except that about 30 bytes are kept for each distinct prompt and voter where those are asked for
/// (90 while the table grows).
/// Whatever the file holds, reading it ends in a summary or in a <see cref="DocumentException"/>; votes handed over before a mistake was
/// found must be thrown away with the rest.
/// </remarks>
public static class VoteFile
{
    private const int BatchSize = 8192;
    private const int Batches = 4;

    /// <summary>Hands each vote over, in the order of the file, on the thread that calls; the next ones are read on another meanwhile.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="columns">Which column means what, as <see cref="VoteColumns.Guess"/> tells for this file.</param>
    /// <param name="handler">Takes the votes; what it throws ends the reading and is thrown on.</param>
    /// <param name="hashSeed">Of the tables that number names and ids. Draw it at random, so that no file can be prepared to make them slow; the votes do not depend on it.</param>
    /// <param name="progress">Told now and then how many bytes of the file were read, on the thread that calls.</param>
    /// <param name="cancellation">Stops between some thousand votes.</param>
    /// <param name="displayName">How the file is called in complaints; default the path.</param>
    /// <returns>What the file held: at least one vote.</returns>
    /// <exception cref="DocumentException">The file cannot be read, or it is wrong from some line on: problem and remedy.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static VoteSummary Read(
        string path, VoteColumns columns, VoteHandler handler, long hashSeed, Action<long>? progress = null, CancellationToken cancellation = default, string? displayName = null)
    {
        string name = displayName ?? path;
        var file = RegularFile.Open(path, name);
        using var table = VoteTable.Open(file, name, columns.Layout, VoteDecoder.Asked(columns));
        var decoder = new VoteDecoder(table, columns, hashSeed);
        int width = columns.Covariates.Count;
        using var full = new BlockingCollection<VoteBatch>();
        using var free = new BlockingCollection<VoteBatch>();
        for (int i = 0; i < Batches; i++)
        {
            free.Add(new VoteBatch(BatchSize, width), CancellationToken.None);
        }

        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;
        var reading = new Thread(() => failure = ReadAll(table, decoder, file, free, full, left.Token)) { IsBackground = true, Name = "votes" };
        reading.Start();
        try
        {
            foreach (var batch in full.GetConsumingEnumerable(cancellation))
            {
                batch.Hand(handler);
                progress?.Invoke(batch.BytesRead);
                cancellation.ThrowIfCancellationRequested();
                free.Add(batch, CancellationToken.None);
            }
        }
        finally
        {
            // Whoever leaves early must not leave the other thread with a file that is being closed.
            left.Cancel();
            reading.Join();
        }

        failure?.Throw();
        return decoder.End();
    }

    private static ExceptionDispatchInfo? ReadAll(
        VoteTable table, VoteDecoder decoder, FileStream file, BlockingCollection<VoteBatch> free, BlockingCollection<VoteBatch> full, CancellationToken left)
    {
        try
        {
            bool more = true;
            while (more)
            {
                var batch = free.Take(left);
                try
                {
                    more = batch.Fill(table, decoder);
                }
                finally
                {
                    // Also before a mistake is reported, so that every vote before it is handed over.
                    batch.BytesRead = file.Position;
                    full.Add(batch, CancellationToken.None);
                }
            }

            return null;
        }
        catch (Exception e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            full.CompleteAdding();
        }
    }
}
