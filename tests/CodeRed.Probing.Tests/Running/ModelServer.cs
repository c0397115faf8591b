using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodeRed.Probing.Tests.Running;

/// <summary>What a server answers to a question.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The model's text, or the error's message.</param>
/// <param name="RetryAfter">Seconds; null for no such header.</param>
/// <param name="Code">The code of an error.</param>
/// <param name="Counted">Whether the tokens of an answer are counted.</param>
public sealed record Reply(int Status, string? Text, double? RetryAfter = null, string? Code = null, bool Counted = true)
{
    /// <summary>A well-formed answer whose tokens are counted and that holds nothing: a failure that was billed, and may pass.</summary>
    public static Reply Nothing { get; } = new(200, null);

    public static Reply Of(string text) => new(200, text);
}

/// <summary>A server on this machine that speaks OpenAI's wire, counts what it is asked and answers what a test tells it to.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
    private int underWay;
    private int peak;

    private ModelServer(WebApplication application, Func<string, int, Task<Reply>> answer)
    {
        this.application = application;
        application.Run(context => Serve(context, answer));
    }

    /// <summary>Where it listens, without a path.</summary>
    public string Address => application.Urls.Single();

    /// <summary>As a target's id.</summary>
    public string Target => $"openai-compatible:model?base_url={Address}/v1";

    /// <summary>How often each question was asked.</summary>
    public IReadOnlyDictionary<string, int> Asked => asked;

    /// <summary>How many requests came.</summary>
    public int Requests => asked.Values.Sum();

    /// <summary>The most requests at once.</summary>
    public int Peak => peak;

    /// <summary>Starts one.</summary>
    /// <param name="answer">From the last message and how often it was asked before.</param>
    public static async Task<ModelServer> Start(Func<string, int, Task<Reply>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ModelServer(builder.Build(), answer);
        await server.application.StartAsync();
        return server;
    }

    /// <inheritdoc cref="Start(Func{string, int, Task{Reply}})"/>
    public static Task<ModelServer> Start(Func<string, int, Reply> answer) => Start((question, before) => Task.FromResult(answer(question, before)));

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task Serve(HttpContext context, Func<string, int, Task<Reply>> answer)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        string question = (string)body["messages"]!.AsArray()[^1]!["content"]!;
        int now = Interlocked.Increment(ref underWay);
        for (int seen = peak; now > seen && Interlocked.CompareExchange(ref peak, now, seen) != seen; seen = peak)
        {
        }

        int times = asked.AddOrUpdate(question, 1, (_, n) => n + 1);
        var reply = await answer(question, times - 1);
        Interlocked.Decrement(ref underWay);
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(reply.Status == 200
            ? new JsonObject
            {
                ["id"] = "chatcmpl-1",
                ["object"] = "chat.completion",
                ["model"] = "model-2026",
                ["choices"] = reply.Text is null ? [] : new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text },
                    ["finish_reason"] = "stop",
                }),
                ["usage"] = reply.Counted ? new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 10, ["total_tokens"] = 110 } : null,
            }
            : new JsonObject { ["error"] = new JsonObject { ["message"] = reply.Text, ["code"] = reply.Code } });
    }
}
