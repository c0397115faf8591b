using System.Net;
using System.Net.Http.Headers;

namespace CodeRed.Providers.Wires;

/// <summary>A JSON body that says when it is written: by then a connection is open, and no queue or handshake counts as latency.</summary>
internal sealed class StampedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ReadOnlyMemory<byte> body;
    private readonly Action onWrite;

    public StampedContent(ReadOnlyMemory<byte> body, Action onWrite)
    {
        this.body = body;
        this.onWrite = onWrite;
        Headers.ContentType = Json;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        onWrite();
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
