using System.Text.Json.Nodes;
using CodeRed.Evidence;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

public sealed class RequestTests
{
    private static readonly Dictionary<string, (string Path, string Header, string Prefix)> Places = new()
    {
        ["openai"] = ("/v1/chat/completions", "authorization", "Bearer "),
        ["openai, responses"] = ("/v1/responses", "authorization", "Bearer "),
        ["azure-openai"] = ("/openai/v1/chat/completions", "api-key", ""),
        ["gemini"] = ("/v1beta/models/gemini-3-pro:generateContent", "x-goog-api-key", ""),
        ["anthropic"] = ("/v1/messages", "x-api-key", ""),
        ["xai"] = ("/v1/chat/completions", "authorization", "Bearer "),
        ["deepseek"] = ("/chat/completions", "authorization", "Bearer "),
        ["deepseek, reasoning"] = ("/chat/completions", "authorization", "Bearer "),
        ["tinker"] = ("/oai/api/v1/chat/completions", "authorization", "Bearer "),
        ["ollama"] = ("/v1/chat/completions", "", ""),
        ["llamacpp"] = ("/v1/chat/completions", "authorization", "Bearer "),
        ["vllm"] = ("/v1/chat/completions", "authorization", "Bearer "),
        ["openai-compatible"] = ("/v1/chat/completions", "authorization", "Bearer "),
    };

    public static TheoryData<string> Names => Vendor.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task The_key_is_in_the_vendor_s_header_and_nowhere_else(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(200, vendor.Whole);
        using var catalogue = vendor.Catalogue(server.Address);
        var client = vendor.Open(catalogue, server.Address);

        var exchange = await Vendor.Ask(client);

        var seen = Assert.Single(server.Seen);
        var (path, header, prefix) = Places[name];
        Assert.Equal(path, seen.Path);
        Assert.Equal(header.Length == 0 ? [] : [(header, prefix + Vendor.Key)], seen.Headers.Where(h => h.Value.Contains(Vendor.Key, StringComparison.Ordinal)).Select(h => (h.Key, h.Value)));
        Assert.DoesNotContain(Vendor.Key, seen.Text, StringComparison.Ordinal);
        Assert.Equal(seen.Text, System.Text.Encoding.UTF8.GetString(exchange.Request.Span));
        Assert.Equal(server.Address + path, exchange.Endpoint);
        Assert.Equal("application/json", seen.Headers["content-type"]);
        Assert.Equal("codered", seen.Headers["user-agent"]);
        Assert.DoesNotContain(Vendor.Key, $"{client} {catalogue} {client.GetService<TargetId>()} {client.GetService<ChatClientMetadata>()!.ProviderUri}", StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_key_in_the_answer_is_hidden(string name)
    {
        var vendor = Vendor.Named(name);
        if (vendor.KeyVariable is null)
        {
            return;
        }

        // A server that gives back what it was sent, in every text of its answer.
        string whole = vendor.Whole.Replace("四十二", Vendor.Key, StringComparison.Ordinal).Replace("served-model-2026", Vendor.Key, StringComparison.Ordinal).Replace("Six sevens", Vendor.Key, StringComparison.Ordinal);
        string events = vendor.Events.Replace("四十二", Vendor.Key, StringComparison.Ordinal).Replace("served-model-2026", Vendor.Key, StringComparison.Ordinal).Replace("Six sevens", Vendor.Key, StringComparison.Ordinal);
        await using var server = await LoopbackServer.Answering(200, whole, "application/json", ("x-request-id", Vendor.Key));
        await using var streaming = await LoopbackServer.Streaming(events);
        using var catalogue = vendor.Catalogue(server.Address);
        using var other = vendor.Catalogue(streaming.Address);
        var cancelled = TestContext.Current.CancellationToken;

        var answer = await vendor.Open(catalogue, server.Address).GetResponseAsync("Hi", null, cancelled);
        var updates = await vendor.Open(other, streaming.Address).GetStreamingResponseAsync("Hi", null, cancelled).ToListAsync(cancelled);

        Assert.Equal("The answer is [key].", answer.Text);
        Assert.Equal("[key]", answer.ModelId);
        Assert.Equal("The answer is [key].", updates.ToChatResponse().Text);
        string everything = $"{answer.ExchangeOf()} {answer.Messages[0]} {string.Join(' ', updates.Select(u => $"{u.Text} {u.ModelId} {u.RawRepresentation}"))}";
        Assert.DoesNotContain(Vendor.Key, everything, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Latencies_are_the_wire_s_by_the_clock_that_was_given(string name)
    {
        var vendor = Vendor.Named(name);
        var start = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        var clock = new FakeTimeProvider(start);
        var taken = new TaskCompletionSource();
        string[] events = vendor.Events.Split("\n\n");
        int middle = Array.FindIndex(events, e => e.Contains("四十二", StringComparison.Ordinal));
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(string.Join("\n\n", events.Take(middle)) + "\n\n");
            await context.Response.Body.FlushAsync();
            await taken.Task;
            clock.Advance(TimeSpan.FromSeconds(3));
            await context.Response.WriteAsync(string.Join("\n\n", events.Skip(middle)));
        });
        using var catalogue = vendor.Catalogue(server.Address, clock);
        Exchange? exchange = null;
        await foreach (var update in vendor.Open(catalogue, server.Address).GetStreamingResponseAsync("Hi", null, TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                taken.TrySetResult();
            }

            exchange = update.RawRepresentation as Exchange ?? exchange;
        }

        Assert.Equal((start, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)), (exchange!.SentAt, exchange.FirstToken!.Value, exchange.Latency!.Value));
    }

    [Fact]
    public async Task A_chat_completion_is_written_as_openai_documents_it()
    {
        await using var asked = await AskedVendor.Start("openai");

        await asked.Client.GetResponseAsync(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, "你好"), new(ChatRole.Assistant, "Hi"), new(ChatRole.User, "Six times seven?")],
            new ChatOptions { Temperature = 0, TopP = 0.9f, Seed = 7, MaxOutputTokens = 5, StopSequences = ["\n"] },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"model":"gpt-5.1","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"你好"},{"role":"assistant","content":"Hi"},{"role":"user","content":"Six times seven?"}],"temperature":0,"top_p":0.9,"seed":7,"max_completion_tokens":5,"stop":["\n"]}""",
            asked.Seen[0].Text);
    }

    [Fact]
    public async Task A_message_is_written_as_anthropic_documents_it()
    {
        await using var asked = await AskedVendor.Start("anthropic");

        await asked.Client.GetResponseAsync([new(ChatRole.User, "Hi")], new ChatOptions { Instructions = "Be brief.", Temperature = 0.25f, TopK = 3, Reasoning = new() { Effort = ReasoningEffort.None } }, TestContext.Current.CancellationToken);
        await asked.Client.GetResponseAsync([new(ChatRole.User, "Hi")], new ChatOptions { MaxOutputTokens = 9, Reasoning = new() { Effort = ReasoningEffort.Low } }, TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"model":"claude-opus-5","max_tokens":4096,"system":"Be brief.","messages":[{"role":"user","content":"Hi"}],"temperature":0.25,"top_k":3,"thinking":{"type":"disabled"}}""",
            asked.Seen[0].Text);
        Assert.Equal("""{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"output_config":{"effort":"low"}}""", asked.Seen[1].Text);
        Assert.Equal("2023-06-01", asked.Seen[0].Headers["anthropic-version"]);
    }

    [Fact]
    public async Task A_content_is_written_as_google_documents_it()
    {
        await using var asked = await AskedVendor.Start("gemini");

        await asked.Client.GetResponseAsync(
            [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Who?")],
            new ChatOptions { Instructions = "Be brief.", Temperature = 0.25f, Seed = 7, Reasoning = new() { Effort = ReasoningEffort.Low } },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello"}]},{"role":"user","parts":[{"text":"Who?"}]}],"generationConfig":{"temperature":0.25,"seed":7,"thinkingConfig":{"thinkingLevel":"LOW"}}}""",
            asked.Seen[0].Text);
    }

    [Fact]
    public async Task Extra_members_go_into_objects_that_are_there_and_never_over_what_is_set()
    {
        await using var asked = await AskedVendor.Start("gemini");

        static ChatOptions Extra(string json) => new() { Temperature = 0, AdditionalProperties = new() { [RequestOptionKeys.Extra] = JsonNode.Parse(json)!.AsObject() } };
        await asked.Ask(Extra("""{"generationConfig": {"thinkingConfig": {"includeThoughts": true}}, "safetySettings": []}"""));
        var refused = await Assert.ThrowsAsync<ProviderException>(() => asked.Ask(Extra("""{"generationConfig": {"temperature": 1}}""")));

        Assert.Equal("""{"temperature":0,"thinkingConfig":{"includeThoughts":true}}""", asked.Seen.Single().Body["generationConfig"]!.ToJsonString());
        Assert.Equal("gemini: the extra member 'temperature' is set by an option already; nothing was sent. Say it once.", refused.Message);
        Assert.False(refused.MayRetry);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_named_all_at_once_and_nothing_is_sent()
    {
        await using var asked = await AskedVendor.Start("anthropic");
        var options = new ChatOptions
        {
            Seed = 1,
            FrequencyPenalty = 1,
            ModelId = "claude-2",
            ConversationId = "c",
            Tools = [AIFunctionFactory.CreateDeclaration("f", null, default)],
            AdditionalProperties = new() { [RequestOptionKeys.Expected] = "42", ["thinking_budget"] = 5, [RequestOptionKeys.TopLogProbabilities] = 21 },
        };

        var refused = await Assert.ThrowsAsync<ProviderException>(() =>
            asked.Client.GetResponseAsync([new(ChatRole.User, [new UriContent("https://example.org/a.png", "image/png")]), new(ChatRole.System, "late"), new(ChatRole.Tool, "t")], options, TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.OptionRefused, refused.Kind);
        Assert.Equal(
            "anthropic:claude-opus-5 cannot be asked for content other than text, a system message after the first of the conversation, a message with the role tool, 'expected', 'thinking_budget', 'top_log_probabilities', another model than the target's, tools, a stored conversation, seed, frequency penalty; nothing was sent. Leave it out for this target.",
            refused.Message);
        Assert.Empty(asked.Seen);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_expected_answer_never_goes_over_a_wire(string name)
    {
        await using var asked = await AskedVendor.Start(name);

        foreach (var (key, value) in ((string, object)[])[(RequestOptionKeys.Expected, "42"), (RequestOptionKeys.Epoch, 1), (RequestOptionKeys.Ordinal, 1L)])
        {
            var refused = await Assert.ThrowsAsync<ProviderException>(() => asked.Ask(new() { AdditionalProperties = new() { [key] = value } }));
            Assert.Equal(FailureKind.OptionRefused, refused.Kind);
        }

        Assert.Empty(asked.Seen);
    }

    [Fact]
    public async Task Deepseek_is_not_asked_for_what_it_ignores_while_it_reasons()
    {
        await using var asked = await AskedVendor.Start("deepseek, reasoning");

        var ignored = await Assert.ThrowsAsync<ProviderException>(() => asked.Ask(new() { Temperature = 0, TopP = 1 }));
        var effort = await Assert.ThrowsAsync<ProviderException>(() => asked.Ask(new() { Reasoning = new() { Effort = ReasoningEffort.Low } }));
        var sent = await asked.Ask(new() { Temperature = 0, Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.Equal("deepseek:deepseek-v4-pro ignores temperature, top_p while it reasons, without saying so; nothing was sent. Leave it out, or ask for the reasoning effort none.", ignored.Message);
        Assert.Equal("deepseek reads the reasoning effort low as high without saying so; nothing was sent. Ask for none, high or extra high.", effort.Message);
        Assert.Equal("""{"type":"disabled"}""", asked.Seen.Single().Body["thinking"]!.ToJsonString());

        // This server reasons all the same: then the answer shows that the temperature had no effect.
        Assert.Equal(["deepseek reasoned before it answered, and then temperature has no effect"], sent.Warnings);
    }

    [Fact]
    public async Task Log_probabilities_that_did_not_come_are_warned_of()
    {
        await using var asked = await AskedVendor.Start("tinker");

        var exchange = await asked.Ask(new() { AdditionalProperties = new() { [RequestOptionKeys.LogProbabilities] = true } });

        Assert.Equal(["log-probabilities were asked for, and tinker answered without"], exchange.Warnings);
    }

    [Theory]
    [InlineData("openai", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"The an"},"finish_reason":"length"}]}""", "The an", true, "length")]
    [InlineData("openai", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"length"}]}""", "", true, "length")]
    [InlineData("openai", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Half"},"finish_reason":"content_filter"}]}""", "Half", false, "content_filter")]
    [InlineData("openai, responses", """{"id":"r","model":"m","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}""", "", true, "max_output_tokens")]
    [InlineData("gemini", """{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS","index":0}],"modelVersion":"m"}""", "", true, "MAX_TOKENS")]
    [InlineData("gemini", """{"candidates":[{"content":{"role":"model","parts":[{"text":"a"},{"text":"b"}]},"finishReason":"STOP"}],"modelVersion":"m"}""", "ab", false, "STOP")]
    [InlineData("anthropic", """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Half"}],"stop_reason":"max_tokens","usage":{"input_tokens":9,"output_tokens":1}}""", "Half", true, "max_tokens")]
    [InlineData("anthropic", """{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":1}}""", "", false, "end_turn")]
    public async Task An_answer_that_was_cut_off_or_is_empty_is_still_an_answer(string name, string body, string answer, bool truncated, string reason)
    {
        await using var asked = await AskedVendor.Start(name, body);

        var exchange = await asked.Ask();

        Assert.Equal((answer, truncated, reason), (exchange.Answer, exchange.Truncated, exchange.FinishReason));
    }

    [Theory]
    [InlineData("openai", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}""")]
    [InlineData("openai, responses", """{"id":"r","model":"m","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I can't help with that."}]}]}""")]
    [InlineData("anthropic", """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"I can't help with that."}],"stop_reason":"refusal","usage":{"input_tokens":9,"output_tokens":1}}""")]
    public async Task A_refusal_that_the_provider_marks_is_an_answer_and_marked(string name, string body)
    {
        await using var asked = await AskedVendor.Start(name, body);

        var exchange = await asked.Ask();

        Assert.Equal(("I can't help with that.", true), (exchange.Answer, exchange.Refused));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}""", 9, null, 4, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":4,"total_tokens":33,"completion_tokens_details":{"reasoning_tokens":20}}""", 9, null, 24, 20)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":24,"total_tokens":33,"completion_tokens_details":{"reasoning_tokens":20}}""", 9, null, 24, 20)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":24,"completion_tokens_details":{"reasoning_tokens":20}}""", 9, null, 24, 20)]
    [InlineData("""{"prompt_tokens":9,"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":4,"completion_tokens":4}""", 9, 5, 4, null)]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":"four"}""", null, null, null, null)]
    public async Task Whoever_counts_reasoning_apart_is_found_out_by_the_total(string usage, int? input, int? cached, int? output, int? reasoning)
    {
        await using var asked = await AskedVendor.Start("openai-compatible", $$"""{"choices":[{"index":0,"message":{"content":"42"},"finish_reason":"stop"}],"usage":{{usage}}}""");

        Assert.Equal(new TokenUsage(input, cached, null, output, reasoning), (await asked.Ask()).Usage);
    }
}
