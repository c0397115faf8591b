using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodeRed.Providers.Tests;

/// <summary>A request as it arrived.</summary>
/// <param name="Path">With the query.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Body">Parsed.</param>
/// <param name="Text">The body as it is.</param>
public sealed record SeenRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body, string Text);

/// <summary>A server of ours on this machine. It keeps what it is sent and answers what a test tells it to.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<SeenRequest> seen = new();

    private LoopbackServer(WebApplication application, Func<HttpContext, SeenRequest, Task> answer)
    {
        this.application = application;
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            string text = await reader.ReadToEndAsync(context.RequestAborted);
            var request = new SeenRequest(
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
                JsonNode.Parse(text)!.AsObject(),
                text);
            seen.Enqueue(request);
            await answer(context, request);
        });
    }

    /// <summary>Where it listens, without a path.</summary>
    public string Address => application.Urls.Single();

    /// <summary>Everything it was sent, in order.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    public static async Task<LoopbackServer> Start(Func<HttpContext, SeenRequest, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        var server = new LoopbackServer(builder.Build(), answer);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>A server that always answers the same.</summary>
    public static Task<LoopbackServer> Answering(int status, string body, string type = "application/json", params (string Name, string Value)[] headers) => Start(async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(body);
    });

    /// <summary>A server that always streams the same.</summary>
    public static Task<LoopbackServer> Streaming(string events) => Answering(200, events, "text/event-stream");

    public async ValueTask DisposeAsync() => await application.DisposeAsync();
}
