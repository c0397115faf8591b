using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodeRed.Llama;

/// <summary>A model behind an OpenAI-compatible endpoint on this machine: <c>/v1/models</c> and <c>/v1/chat/completions</c>, as a whole and streamed.</summary>
/// <remarks>It does what it is asked or says that it cannot: an option that it does not know is an error. Requests at the same time are answered one after another.</remarks>
public sealed class LlamaServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly LlamaModel model;
    private readonly string served;
    private readonly SemaphoreSlim turn = new(1);

    private LlamaServer(WebApplication application, LlamaModel model, string served)
    {
        this.application = application;
        this.model = model;
        this.served = served;
        application.MapGet("/v1/models", () => Results.Json(new { @object = "list", data = new[] { new { id = served, @object = "model", owned_by = "llamacpp" } } }));
        application.MapPost("/v1/chat/completions", Complete);
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123/v1</c>.</summary>
    public string BaseAddress => application.Urls.Single() + "/v1";

    /// <summary>Starts a server at a free port. It disposes of the model.</summary>
    /// <param name="served">The name by which the model goes in every answer.</param>
    public static async Task<LlamaServer> Start(LlamaModel model, string served)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new LlamaServer(builder.Build(), model, served);
        await server.application.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();

        // An answer that nobody waits for any more may still be under way.
        await turn.WaitAsync();
        model.Dispose();
        turn.Dispose();
    }

    private async Task Complete(HttpContext context)
    {
        CompletionRequest request;
        try
        {
            request = CompletionRequest.Read(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted));
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            await Refuse(context, problem.Message, "invalid_request_error");
            return;
        }

        await turn.WaitAsync(context.RequestAborted);
        try
        {
            int[] prompt = model.Tokens(model.Prompt(request.Messages));
            if (prompt.Length >= model.ContextLength)
            {
                await Refuse(
                    context,
                    $"the request ({prompt.Length} tokens) exceeds the available context size ({model.ContextLength} tokens)",
                    "exceed_context_size_error");
                return;
            }

            var answer = new Completion(served, prompt.Length);
            var decoding = request.Decoding with { MaxTokens = Math.Min(request.Decoding.MaxTokens, model.ContextLength - prompt.Length) };
            if (!request.Stream)
            {
                var parts = answer.Parts(model.Answer(prompt, decoding), request.Stop).ToArray();
                await context.Response.WriteAsJsonAsync(answer.Whole(parts, request.LogProbabilities), context.RequestAborted);
                return;
            }

            context.Response.ContentType = "text/event-stream";
            await Send(answer.Opening());
            foreach (var part in answer.Parts(model.Answer(prompt, decoding), request.Stop))
            {
                await Send(answer.Event(part, request.LogProbabilities));
            }

            await Send(answer.Closing());
            if (request.StreamsUsage)
            {
                await Send(answer.Usage());
            }

            await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        }
        finally
        {
            turn.Release();
        }

        async Task Send(JsonObject data)
        {
            await context.Response.WriteAsync($"data: {data.ToJsonString()}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static Task Refuse(HttpContext context, string message, string type)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsJsonAsync(new { error = new { code = 400, message, type } }, context.RequestAborted);
    }
}
