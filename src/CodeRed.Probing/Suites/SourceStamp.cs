using System.Globalization;

namespace CodeRed.Probing.Suites;

/// <summary>What a file of tests looked like from outside when it was read: enough to notice, without reading it, that somebody wrote to it since.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Bytes; null where there was none.</param>
/// <param name="WrittenAt">When it was last written to, in UTC.</param>
/// <remarks>Assumes that whoever changes a file leaves the time of doing so; the hash of the whole suite, at the end of each pass, assumes nothing.</remarks>
internal sealed record SourceStamp(string Path, long? Length, DateTime WrittenAt)
{
    /// <summary>What a file looks like now.</summary>
    public static SourceStamp Of(string path)
    {
        var file = new FileInfo(path);
        // Of a link the file counts that it leads to.
        file = file.Exists ? (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file : file;
        return file.Exists ? new(path, file.Length, file.LastWriteTimeUtc) : new(path, null, default);
    }

    /// <summary>What is otherwise now, without a full stop; null where nothing is.</summary>
    public string? Change()
    {
        var now = Of(Path);
        return now == this ? null
            : now.Length is not { } length ? "was taken away while it was in use"
            : length != Length ? string.Create(CultureInfo.InvariantCulture, $"was changed while it was in use: it had {Length ?? 0:N0} bytes and has {length:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"was changed while it was in use: it was written to at {now.WrittenAt:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
