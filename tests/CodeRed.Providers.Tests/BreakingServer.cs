using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CodeRed.Providers.Tests;

/// <summary>A server that closes the connection in the middle of an answer.</summary>
public sealed class BreakingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public BreakingServer(string type, string part)
    {
        listener.Start();
        serving = Serve($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{Encoding.UTF8.GetByteCount(part):x}\r\n{part}\r\n");
    }

    public string Address => $"http://{listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task Serve(string answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                await ReadRequest(stream);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    // All of it: what is left unread would make the system reset the connection, and the client would lose the answer's beginning.
    private static async Task ReadRequest(NetworkStream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        int read = 0;
        while (true)
        {
            read += await stream.ReadAsync(buffer.AsMemory(read));
            string text = Encoding.UTF8.GetString(buffer, 0, read);
            int body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            if (body >= 4)
            {
                int length = int.Parse(text.Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
                if (read >= Encoding.UTF8.GetByteCount(text[..body]) + length)
                {
                    return;
                }
            }
        }
    }
}
