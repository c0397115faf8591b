using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CodeRed.Evidence;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

/// <summary>Whatever goes wrong says what it is, whether trying again may help, and never the key.</summary>
public sealed class FailureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly (int Status, FailureKind Kind, bool MayRetry)[] Statuses =
    [
        (400, FailureKind.BadRequest, false),
        (401, FailureKind.Unauthenticated, false),
        (402, FailureKind.QuotaExhausted, false),
        (403, FailureKind.Forbidden, false),
        (404, FailureKind.NotFound, false),
        (408, FailureKind.Timeout, true),
        (409, FailureKind.BadRequest, true),
        (413, FailureKind.TooLarge, false),
        (422, FailureKind.BadRequest, false),
        (429, FailureKind.RateLimited, true),
        (500, FailureKind.ServerError, true),
        (502, FailureKind.ServerError, true),
        (503, FailureKind.Overloaded, true),
        (504, FailureKind.Timeout, true),
        (529, FailureKind.Overloaded, true),
    ];

    public static TheoryData<string> Names => Vendor.Names;

    public static TheoryData<string, bool> NamesAndStreaming
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var vendor in Vendor.All)
            {
                data.Add(vendor.Name, false);
                data.Add(vendor.Name, true);
            }

            return data;
        }
    }

    public static TheoryData<string, int, string, string, FailureKind, bool, string?> Said => new()
    {
        { "openai", 401, "", """{"error":{"message":"Incorrect API key provided: sk-abc.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", FailureKind.Unauthenticated, false, "invalid_api_key" },
        { "openai", 429, "", """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", FailureKind.QuotaExhausted, false, "insufficient_quota" },
        { "openai", 429, "", """{"error":{"message":"Rate limit reached for gpt-5.1 in organization org-1 on tokens per min (TPM).","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", FailureKind.RateLimited, true, "rate_limit_exceeded" },
        { "openai", 400, "", """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", FailureKind.TooLarge, false, "context_length_exceeded" },
        { "openai", 400, "", """{"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}""", FailureKind.BadRequest, false, "unsupported_parameter" },
        { "openai", 404, "", """{"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", FailureKind.NotFound, false, "model_not_found" },
        { "openai", 500, "x-should-retry: false", """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""", FailureKind.ServerError, false, "server_error" },
        { "openai", 400, "x-should-retry: true", "", FailureKind.BadRequest, true, null },
        { "openai, responses", 400, "", """{"error":{"message":"Unsupported parameter.","type":"invalid_request_error","param":"temperature","code":null}}""", FailureKind.BadRequest, false, "invalid_request_error" },
        { "azure-openai", 400, "", """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"medium"}}}}}""", FailureKind.ContentFiltered, false, "content_filter" },
        { "azure-openai", 401, "", """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""", FailureKind.Unauthenticated, false, "401" },
        { "azure-openai", 404, "", """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", FailureKind.NotFound, false, "DeploymentNotFound" },
        { "gemini", 400, "", """{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""", FailureKind.Unauthenticated, false, "API_KEY_INVALID" },
        { "gemini", 429, "", """{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""", FailureKind.RateLimited, true, "RESOURCE_EXHAUSTED" },
        { "gemini", 429, "", """{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""", FailureKind.QuotaExhausted, false, "RESOURCE_EXHAUSTED" },
        { "gemini", 503, "", """{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}""", FailureKind.Overloaded, true, "UNAVAILABLE" },
        { "gemini", 404, "", """[{"error":{"code":404,"message":"models/gemini-9 is not found for API version v1beta.","status":"NOT_FOUND"}}]""", FailureKind.NotFound, false, "NOT_FOUND" },
        { "anthropic", 400, "", """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"},"request_id":"req_1"}""", FailureKind.TooLarge, false, "invalid_request_error" },
        { "anthropic", 400, "", """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."},"request_id":"req_1"}""", FailureKind.QuotaExhausted, false, "invalid_request_error" },
        { "anthropic", 403, "", """{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission."}}""", FailureKind.Forbidden, false, "permission_error" },
        { "anthropic", 413, "", """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""", FailureKind.TooLarge, false, "request_too_large" },
        { "anthropic", 429, "", """{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit."}}""", FailureKind.RateLimited, true, "rate_limit_error" },
        { "anthropic", 529, "", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FailureKind.Overloaded, true, "overloaded_error" },
        { "xai", 400, "", """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***yz. You can obtain an API key from the console."}""", FailureKind.Unauthenticated, false, "Client specified an invalid argument" },
        { "xai", 429, "", """{"code":"Some resource has been exhausted","error":"Too many requests for team."}""", FailureKind.RateLimited, true, "Some resource has been exhausted" },
        { "xai", 429, "", """{"code":"Some resource has been exhausted","error":"Your team has either used all available credits or reached its monthly spending limit."}""", FailureKind.QuotaExhausted, false, "Some resource has been exhausted" },
        { "deepseek", 402, "", """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""", FailureKind.QuotaExhausted, false, "invalid_request_error" },
        { "deepseek", 401, "", """{"error":{"message":"Authentication Fails, Your api key: ****xKw2 is invalid","type":"authentication_error","param":null,"code":"invalid_request_error"}}""", FailureKind.Unauthenticated, false, "invalid_request_error" },
        { "ollama", 404, "", """{"error":{"message":"model \"llama9\" not found, try pulling it first","type":"not_found_error","param":null,"code":null}}""", FailureKind.NotFound, false, "not_found_error" },
        { "llamacpp", 400, "", """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""", FailureKind.TooLarge, false, "exceed_context_size_error" },
        { "llamacpp", 503, "", """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", FailureKind.Overloaded, true, "unavailable_error" },
        { "vllm", 404, "", """{"error":{"message":"The model `x` does not exist.","type":"NotFoundError","param":"model","code":404}}""", FailureKind.NotFound, false, "NotFoundError" },
        { "vllm", 400, "", """{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400}""", FailureKind.TooLarge, false, "BadRequestError" },
        { "openai-compatible", 502, "", "<html><body>Bad Gateway</body></html>", FailureKind.ServerError, true, null },
        { "openai-compatible", 429, "", "slow down", FailureKind.RateLimited, true, null },
        { "openai-compatible", 200, "", """{"error":{"message":"Provider returned error","code":502}}""", FailureKind.ServerError, true, null },
    };

    public static TheoryData<string, string, FailureKind, bool> SaidInStreams => new()
    {
        { "openai", """data: {"error":{"message":"The server had an error while processing your request.","type":"server_error","param":null,"code":null}}""", FailureKind.ServerError, true },
        { "openai", """data: {"error":{"message":"Rate limit reached.","type":"tokens","code":"rate_limit_exceeded"}}""", FailureKind.RateLimited, true },
        { "openai, responses", "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Sorry.\",\"param\":null,\"sequence_number\":3}", FailureKind.ServerError, true },
        { "openai, responses", """data: {"type":"response.failed","sequence_number":3,"response":{"id":"resp_7","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down."},"output":[]}}""", FailureKind.RateLimited, true },
        { "anthropic", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}", FailureKind.Overloaded, true },
        { "anthropic", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow down\"}}", FailureKind.RateLimited, true },
        { "gemini", """data: {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""", FailureKind.Overloaded, true },
    };

    public static TheoryData<string, string> Filtered => new()
    {
        { "openai", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"content_filter"}]}""" },
        { "openai, responses", """{"id":"r","model":"m","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}""" },
        { "gemini", """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":20,"totalTokenCount":20},"modelVersion":"m"}""" },
        { "gemini", """{"candidates":[{"finishReason":"SAFETY","index":0,"safetyRatings":[{"category":"HARM_CATEGORY_HARASSMENT","probability":"HIGH"}]}],"modelVersion":"m"}""" },
        { "anthropic", """{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","category":"bio","explanation":"No."},"usage":{"input_tokens":9,"output_tokens":1}}""" },
    };

    public static TheoryData<string, string> Empty => new()
    {
        { "openai", """{"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":0,"total_tokens":9}}""" },
        { "openai, responses", """{"id":"r","model":"m","status":"completed","output":[]}""" },
        { "gemini", """{"candidates":[],"modelVersion":"m"}""" },
        { "gemini", """{"usageMetadata":{"promptTokenCount":20,"totalTokenCount":20},"modelVersion":"m"}""" },
    };

    [Theory, MemberData(nameof(NamesAndStreaming))]
    public async Task Every_status_is_a_kind_of_its_own_and_the_key_is_in_none_of_them(string name, bool streamed)
    {
        var vendor = Vendor.Named(name);
        int status = 0;
        await using var server = await LoopbackServer.Start(async (context, request) =>
        {
            // A provider that quotes what it was sent, the key and its beginning and end included.
            string key = vendor.KeyVariable is null ? "" : Vendor.Key;
            context.Response.StatusCode = status;
            context.Response.Headers["x-request-id"] = $"req_{key}";
            await context.Response.WriteAsync($$$"""{"type":"error","error":{"message":"wrong key {{{key}}}, {{{key[..Math.Min(12, key.Length)]}}}... or ...{{{key[Math.Max(0, key.Length - 8)..]}}}","type":"{{{key}}}","code":"{{{key}}}","status":"{{{key}}}"}}""");
        });
        using var catalogue = vendor.Catalogue(server.Address);
        var client = vendor.Open(catalogue, server.Address);

        foreach (var (each, kind, mayRetry) in Statuses)
        {
            status = each;
            var failure = await Fails(client, streamed);

            Assert.Equal((each, kind, mayRetry), (each, failure.Kind, failure.MayRetry));
            Assert.StartsWith($"{client.GetService<TargetId>()}: answered {each}", failure.Message, StringComparison.Ordinal);
            Assert.Equal(each, failure.Exchange!.Status);
            AssertNoKey(failure);
        }
    }

    [Theory, MemberData(nameof(Said))]
    public async Task What_the_vendor_says_tells_more_than_its_status(string name, int status, string header, string body, FailureKind kind, bool mayRetry, string? code)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(status, body, "application/json", header.Length == 0 ? [] : [(header.Split(": ")[0], header.Split(": ")[1])]);
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);

        Assert.Equal((kind, mayRetry, code), (failure.Kind, failure.MayRetry, failure.Code));
        AssertNoKey(failure);
    }

    [Theory, MemberData(nameof(SaidInStreams))]
    public async Task An_error_in_the_middle_of_a_stream_is_an_error_and_keeps_what_had_come(string name, string error, FailureKind kind, bool mayRetry)
    {
        var vendor = Vendor.Named(name);
        string beginning = string.Join("\n\n", vendor.Events.Split("\n\n").TakeWhile(e => !e.Contains("四十二", StringComparison.Ordinal)));
        await using var server = await LoopbackServer.Streaming($"{beginning}\n\n{error}\n\n");
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: true);

        Assert.Equal((kind, mayRetry), (failure.Kind, failure.MayRetry));
        Assert.Equal("The answer", failure.Exchange!.Answer);
        Assert.NotNull(failure.Exchange.FirstToken);
    }

    [Theory, MemberData(nameof(Filtered))]
    public async Task An_answer_that_a_filter_took_away_is_no_empty_answer(string name, string body)
    {
        var failure = await FailsOn(name, body);

        Assert.Equal((FailureKind.ContentFiltered, false), (failure.Kind, failure.MayRetry));
    }

    [Theory, MemberData(nameof(Empty))]
    public async Task An_answer_without_a_choice_is_no_empty_answer(string name, string body)
    {
        var failure = await FailsOn(name, body);

        Assert.Equal((FailureKind.EmptyChoices, true), (failure.Kind, failure.MayRetry));
    }

    [Theory, MemberData(nameof(NamesAndStreaming))]
    public async Task What_is_not_the_api_s_answer_is_malformed(string name, bool streamed)
    {
        var vendor = Vendor.Named(name);
        foreach (string body in (string[])["{\"choices\": [", "nonsense", "[1]", "\"text\"", "{\"id\": \"\\ud800\", \"model\": \"\\ud800\", \"modelVersion\": \"\\ud800\", \"response\": {\"id\": \"\\ud800\"}, \"type\": \"\\ud800\"}"])
        {
            await using var server = streamed ? await LoopbackServer.Streaming($"data: {body}\n\n") : await LoopbackServer.Answering(200, body);
            using var catalogue = vendor.Catalogue(server.Address);

            var failure = await Fails(vendor.Open(catalogue, server.Address), streamed);

            // A list or a text is JSON, and an event without anything in it leaves the stream without an end.
            Assert.Equal((body, streamed && body is "[1]" or "\"text\"" && streamed ? FailureKind.TruncatedStream : FailureKind.MalformedResponse), (body, failure.Kind));
            Assert.True(failure.MayRetry);
            AssertNoKey(failure);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_stream_that_ends_anywhere_before_its_end_is_truncated(string name)
    {
        var vendor = Vendor.Named(name);
        string[] events = vendor.Events.TrimEnd().Split("\n\n");
        int end = Array.FindIndex(events, e => e.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal) || e.Contains("\"STOP\"", StringComparison.Ordinal)
            || e.Contains("response.completed", StringComparison.Ordinal) || e.Contains("\"end_turn\"", StringComparison.Ordinal));
        Assert.True(end > 0);
        for (int i = 0; i < end; i++)
        {
            string part = string.Join("\n\n", events.Take(i)) + "\n\n" + events[i][..(events[i].Length / 2)];
            await using var closing = await LoopbackServer.Streaming(part);
            await using var breaking = new BreakingServer("text/event-stream", part);
            foreach (string address in (string[])[closing.Address, breaking.Address])
            {
                using var catalogue = vendor.Catalogue(address);
                var failure = await Fails(vendor.Open(catalogue, address), streamed: true);

                Assert.Equal((i, FailureKind.TruncatedStream, true), (i, failure.Kind, failure.MayRetry));
                AssertNoKey(failure);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_whole_answer_that_breaks_off_is_truncated(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = new BreakingServer("application/json", vendor.Whole[..(vendor.Whole.Length / 2)]);
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);

        Assert.Equal((FailureKind.TruncatedStream, true), (failure.Kind, failure.MayRetry));
        AssertNoKey(failure);
    }

    [Theory, MemberData(nameof(NamesAndStreaming))]
    public async Task Ten_minutes_of_silence_before_the_answer_are_a_timeout(string name, bool streamed)
    {
        var vendor = Vendor.Named(name);
        var clock = new FakeTimeProvider(Now);
        var arrived = new TaskCompletionSource();
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var catalogue = vendor.Catalogue(server.Address, clock);

        var asked = Fails(vendor.Open(catalogue, server.Address), streamed);
        await arrived.Task;
        clock.Advance(TimeSpan.FromMinutes(10));
        var failure = await asked;

        Assert.Equal((FailureKind.Timeout, true), (failure.Kind, failure.MayRetry));
        Assert.EndsWith(": nothing came for 600 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(10), failure.Exchange!.Latency);
        AssertNoKey(failure);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Ten_minutes_of_silence_in_the_middle_of_an_answer_are_a_timeout_and_nine_are_none(string name)
    {
        var vendor = Vendor.Named(name);
        var clock = new FakeTimeProvider(Now);
        var taken = new TaskCompletionSource();
        string[] events = vendor.Events.Split("\n\n");
        int middle = Array.FindIndex(events, e => e.Contains("四十二", StringComparison.Ordinal));
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(string.Join("\n\n", events.Take(middle)) + "\n\n");
            await context.Response.Body.FlushAsync();
            await taken.Task;
            await context.Response.WriteAsync(": still there\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var catalogue = vendor.Catalogue(server.Address, clock);
        var cancelled = TestContext.Current.CancellationToken;
        await using var updates = vendor.Open(catalogue, server.Address).GetStreamingResponseAsync("What is six times seven?", null, cancelled).GetAsyncEnumerator(cancelled);

        string text = "";
        while (text != "The answer")
        {
            Assert.True(await updates.MoveNextAsync());
            text += updates.Current.Text;
        }

        clock.Advance(TimeSpan.FromMinutes(9));
        var next = updates.MoveNextAsync().AsTask();
        taken.SetResult();
        clock.Advance(TimeSpan.FromMinutes(10));
        var failure = await Assert.ThrowsAsync<ProviderException>(() => next);

        Assert.Equal(FailureKind.Timeout, failure.Kind);
        Assert.Equal("The answer", failure.Exchange!.Answer);
    }

    [Theory]
    [InlineData("retry-after", "17", 17_000)]
    [InlineData("retry-after", "0.5", 500)]
    [InlineData("retry-after", "Sun, 01 Nov 2026 12:01:30 GMT", 90_000)]
    [InlineData("retry-after", "Sun, 01 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("retry-after", "-3", null)]
    [InlineData("retry-after", "soon", null)]
    [InlineData("retry-after-ms", "1500", 1500)]
    [InlineData("x-ratelimit-reset-requests", "1m6.5s", 66_500)]
    [InlineData("x-ratelimit-reset-tokens", "250ms", 250)]
    [InlineData("anthropic-ratelimit-output-tokens-reset", "2026-11-01T12:00:20Z", 20_000)]
    [InlineData("anthropic-ratelimit-requests-reset", "2026-11-01T11:59:00Z", 0)]
    [InlineData("", "", null)]
    public async Task A_limit_says_how_long_to_wait(string header, string value, int? milliseconds)
    {
        (string, string)[] headers = header.Length == 0 ? [] : header.Contains("reset", StringComparison.Ordinal)
            ? [(header, value), (header.StartsWith('x') ? header.Replace("reset", "remaining", StringComparison.Ordinal) : header.Replace("-reset", "-remaining", StringComparison.Ordinal), "0")]
            : [(header, value)];
        var vendor = Vendor.Named("openai");
        await using var server = await LoopbackServer.Answering(429, """{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}""", "application/json", headers);
        using var catalogue = vendor.Catalogue(server.Address, new FakeTimeProvider(Now));

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);

        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        Assert.Equal(milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null, failure.RetryAfter);
    }

    [Fact]
    public async Task A_limit_that_is_not_used_up_says_nothing_about_waiting()
    {
        var vendor = Vendor.Named("openai");
        await using var server = await LoopbackServer.Answering(
            429, "{}", "application/json", ("x-ratelimit-remaining-requests", "59"), ("x-ratelimit-reset-requests", "1s"), ("x-ratelimit-remaining-tokens", "0"), ("x-ratelimit-reset-tokens", "6m0s"));
        using var catalogue = vendor.Catalogue(server.Address);

        Assert.Equal(TimeSpan.FromMinutes(6), (await Fails(vendor.Open(catalogue, server.Address), streamed: false)).RetryAfter);
    }

    [Fact]
    public async Task Gemini_says_in_the_body_how_long_to_wait()
    {
        var failure = await FailsOn("gemini", """{"error":{"code":429,"message":"Quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}""", 429);

        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(34.5)), (failure.Kind, failure.RetryAfter));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_does_not_take_the_key_to_another_host(int status)
    {
        await using var elsewhere = await LoopbackServer.Answering(200, "{}");
        foreach (var vendor in Vendor.All)
        {
            await using var server = await LoopbackServer.Answering(status, "", "text/plain", ("Location", $"{elsewhere.Address}/trap?x={Vendor.Key}"));
            using var catalogue = vendor.Catalogue(server.Address);

            var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);

            Assert.Equal((FailureKind.Redirected, false), (failure.Kind, failure.MayRetry));
            Assert.Contains($"{elsewhere.Address}/trap, which is not followed", failure.Message, StringComparison.Ordinal);
            AssertNoKey(failure);
        }

        Assert.Empty(elsewhere.Seen);
    }

    [Fact]
    public async Task A_place_where_nobody_listens_is_no_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var catalogue = new ProviderCatalogue(_ => null, new FakeTimeProvider());

        var failure = await Fails(catalogue.Open(string.Create(CultureInfo.InvariantCulture, $"vllm:m?base_url=http://127.0.0.1:{port}/v1")), streamed: false);

        Assert.Equal((FailureKind.ConnectionFailed, true), (failure.Kind, failure.MayRetry));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"no connection to 127.0.0.1:{port}"), failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.Exchange!.Status);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_an_answer_is_no_answer()
    {
        var vendor = Vendor.Named("openai");
        await using var server = await LoopbackServer.Start((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);

        Assert.Equal((FailureKind.ConnectionFailed, true), (failure.Kind, failure.MayRetry));
        AssertNoKey(failure);
    }

    [Fact]
    public async Task An_endless_line_is_given_up()
    {
        var vendor = Vendor.Named("openai");
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: ");
            string much = new('x', 64 * 1024);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(much);
            }
        });
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: true);

        Assert.Equal((FailureKind.MalformedResponse, false), (failure.Kind, failure.MayRetry));
        Assert.EndsWith("a line of the answer has more than 1 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endless_answer_is_given_up(bool streamed)
    {
        var vendor = Vendor.Named("openai");
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentType = streamed ? "text/event-stream" : "application/json";
            await context.Response.WriteAsync("{\"choices\": \"");
            string much = new string('x', 64 * 1024) + (streamed ? "\n" : "");
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(much);
            }
        });
        using var catalogue = vendor.Catalogue(server.Address);

        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed);

        Assert.Equal((FailureKind.MalformedResponse, false), (failure.Kind, failure.MayRetry));
        Assert.EndsWith("the answer has more than 32 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_caller_s_own_cancellation_is_no_failure_of_the_provider()
    {
        var vendor = Vendor.Named("anthropic");
        using var source = new CancellationTokenSource();
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var catalogue = vendor.Catalogue(server.Address);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vendor.Open(catalogue, server.Address).GetResponseAsync("Hi", null, source.Token));

        Assert.Equal(source.Token, thrown.CancellationToken);
    }

    [Theory, MemberData(nameof(NamesAndStreaming))]
    public async Task A_request_is_sent_once_and_never_tried_again(string name, bool streamed)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(500, "{}");
        using var catalogue = vendor.Catalogue(server.Address);

        await Fails(vendor.Open(catalogue, server.Address), streamed);

        Assert.Single(server.Seen);
    }

    private static async Task<ProviderException> FailsOn(string name, string body, int status = 200)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(status, body);
        using var catalogue = vendor.Catalogue(server.Address);
        var failure = await Fails(vendor.Open(catalogue, server.Address), streamed: false);
        AssertNoKey(failure);
        return failure;
    }

    private static Task<ProviderException> Fails(IChatClient client, bool streamed) =>
        Assert.ThrowsAsync<ProviderException>(() => Vendor.Ask(client, streamed ? Vendor.Streamed : null));

    private static void AssertNoKey(ProviderException failure)
    {
        string everything = $"{failure}\n{failure.Code}\n{failure.Exchange}\n{System.Text.Encoding.UTF8.GetString(failure.Exchange!.Request.Span)}";
        for (int i = 0; i + 8 <= Vendor.Key.Length; i++)
        {
            Assert.DoesNotContain(Vendor.Key.Substring(i, 8), everything, StringComparison.Ordinal);
        }
    }
}
