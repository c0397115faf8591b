using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Llama;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Tests.Llama;

/// <summary>A real model, run by llama.cpp, asked through our provider.</summary>
public sealed class LlamaTargetTests : IAsyncLifetime
{
    private readonly ProviderCatalogue catalogue = new(_ => null, TimeProvider.System);
    private TinyLlamaServers servers = null!;

    private static IReadOnlyList<string> Questions => TinyLlamaServers.Questions;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TinyLlamaServers.Absence is not null, TinyLlamaServers.Absence ?? "");
        servers = await TinyLlamaServers.Start();
    }

    public async ValueTask DisposeAsync()
    {
        catalogue.Dispose();
        if (servers is not null)
        {
            await servers.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_comes_with_its_tokens_its_end_and_the_model_s_own_name(bool stream)
    {
        var exchange = await Ask(servers.F16, Questions[0], Greedy(5, stream));

        Assert.NotEmpty(exchange.Answer!);
        Assert.Equal(("length", true), (exchange.FinishReason, exchange.Truncated));
        Assert.Equal(5, exchange.Usage?.Output);
        Assert.InRange(exchange.Usage?.Input ?? 0, Questions[0].Length / 2, Questions[0].Length + 40);
        Assert.Equal(TinyLlamaServers.Name, exchange.ServedModel);
        Assert.StartsWith("llama.cpp-0.4.0", exchange.Fingerprint, StringComparison.Ordinal);
        Assert.Equal(200, exchange.Status);
        Assert.Empty(exchange.Warnings);
        Assert.Equal(stream, exchange.FirstToken is not null);
        Assert.True(exchange.Latency >= (exchange.FirstToken ?? TimeSpan.Zero));
    }

    [Fact]
    public async Task A_model_that_ends_its_answer_itself_was_not_cut_off()
    {
        var exchanges = await AskAll(servers.F16, Greedy(60));

        var ended = exchanges.Where(e => e.FinishReason == "stop").ToArray();
        Assert.NotEmpty(ended);
        Assert.All(ended, e => Assert.False(e.Truncated));
        Assert.All(ended, e => Assert.InRange(e.Usage!.Value.Output!.Value, 1, 59));
    }

    [Fact]
    public async Task Weights_rounded_to_eight_bits_change_answers_and_the_same_weights_never_do()
    {
        var first = await AskAll(servers.F16, Greedy(24));
        var again = await AskAll(servers.F16, Greedy(24));
        var rounded = await AskAll(servers.Q8, Greedy(24));

        int changed = first.Zip(rounded).Count(pair => pair.First.Answer != pair.Second.Answer);
        TestContext.Current.TestOutputHelper?.WriteLine($"{changed} of {Questions.Count} greedy answers of 24 tokens differ between F16 and Q8_0");
        Assert.Equal(first.Select(e => e.Answer), again.Select(e => e.Answer));

        // 26 on the machine on which this was written; the mathematics of another's C library may move a few.
        Assert.InRange(changed, 14, 39);
        Assert.Equal(first.Select(e => (e.ServedModel, e.Fingerprint)), rounded.Select(e => (e.ServedModel, e.Fingerprint)));
    }

    [Fact]
    public async Task The_log_probability_of_one_token_tells_the_rounded_weights_from_the_others()
    {
        var options = Greedy(1);
        options.AdditionalProperties![RequestOptionKeys.LogProbabilities] = true;

        var first = await AskAll(servers.F16, options);
        var again = await AskAll(servers.F16, options);
        var rounded = await AskAll(servers.Q8, options);

        Assert.Equal(first.Select(e => e.MeanLogProbability), again.Select(e => e.MeanLogProbability));
        Assert.All(first.Zip(rounded), pair => Assert.NotEqual(pair.First.MeanLogProbability, pair.Second.MeanLogProbability));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_token_comes_with_its_log_probability_and_the_likeliest_first(bool stream)
    {
        var options = Greedy(12, stream);
        options.AdditionalProperties![RequestOptionKeys.TopLogProbabilities] = 3;

        var exchange = await Ask(servers.F16, Questions[1], options);

        Assert.Equal(12, exchange.LogProbabilities.Length);
        Assert.Equal(exchange.Answer, string.Concat(exchange.LogProbabilities.Select(t => t.Token)));
        Assert.All(exchange.LogProbabilities, token =>
        {
            Assert.Equal(3, token.Alternatives.Length);
            Assert.Equal((token.Token, token.LogProbability), (token.Alternatives[0].Token, token.Alternatives[0].LogProbability));
            Assert.InRange(token.Alternatives.Sum(a => Math.Exp(a.LogProbability)), 0, 1);
        });
    }

    [Fact]
    public async Task A_seed_makes_a_drawn_answer_repeatable_and_streaming_does_not_change_it()
    {
        HashSet<string> answers = [];
        for (int seed = 0; seed < 20; seed++)
        {
            // As hot as this it also says bytes that are no characters.
            var whole = await Ask(servers.F16, Questions[2], Drawn(seed, stream: false));
            var streamed = await Ask(servers.F16, Questions[2], Drawn(seed, stream: true));

            Assert.Equal(whole.Answer, streamed.Answer);
            Assert.Equal((whole.FinishReason, whole.Usage), (streamed.FinishReason, streamed.Usage));
            answers.Add(whole.Answer!);
        }

        Assert.Equal(20, answers.Count);
        Assert.Contains(answers, a => a.Contains('\uFFFD', StringComparison.Ordinal));

        static ChatOptions Drawn(int seed, bool stream)
        {
            var options = Greedy(24, stream);
            options.Temperature = 3;
            options.TopP = 1;
            options.TopK = 1000;
            options.Seed = seed;
            return options;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_ends_before_a_stop_text_wherever_the_tokens_meet(bool stream)
    {
        string whole = (await Ask(servers.F16, Questions[0], Greedy(24))).Answer!;
        for (int at = 0; at + 3 <= whole.Length; at++)
        {
            string stop = whole.Substring(at, 3);
            var options = Greedy(24, stream);
            options.StopSequences = ["no such text", stop];

            var exchange = await Ask(servers.F16, Questions[0], options);

            Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], exchange.Answer);
            Assert.Equal(("stop", false), (exchange.FinishReason, exchange.Truncated));
        }

        // What might have been the beginning of a stop text, and was the end of the answer.
        var missed = Greedy(24, stream);
        missed.StopSequences = [whole[^2..] + "#"];
        Assert.Equal(whole, (await Ask(servers.F16, Questions[0], missed)).Answer);
    }

    [Fact]
    public async Task A_system_prompt_is_read()
    {
        var plain = await Ask(servers.F16, Questions[0], Greedy(24));
        var told = (await Client(servers.F16).GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, Questions[0])], Greedy(24), TestContext.Current.CancellationToken)).ExchangeOf();

        Assert.NotEqual(plain.Answer, told.Answer);
        Assert.True(told.Usage?.Input > plain.Usage?.Input);
    }

    [Fact]
    public async Task Many_at_once_get_the_answers_that_each_gets_alone()
    {
        var alone = await AskAll(servers.F16, Greedy(8));

        var together = await Task.WhenAll(Questions.Select(q => Ask(servers.F16, q, Greedy(8))));

        Assert.Equal(alone.Select(e => e.Answer), together.Select(e => e.Answer));
    }

    [Fact]
    public async Task It_answers_alike_under_every_id_that_reaches_it()
    {
        string expected = (await Ask(servers.Q8, Questions[0], Greedy(8))).Answer!;
        using var moved = new ProviderCatalogue(name => name is "LLAMACPP_BASE_URL" or "VLLM_BASE_URL" or "OLLAMA_BASE_URL" ? servers.Q8 : null, TimeProvider.System);

        foreach (var client in (IChatClient[])[moved.Open("llamacpp:any"), moved.Open("vllm:any"), moved.Open("ollama:any"), moved.Open($"openai-compatible:any?base_url={servers.Q8}")])
        {
            Assert.Equal(expected, (await Vendor.Ask(client, Greedy(8), Questions[0])).Answer);
        }
    }

    [Fact]
    public async Task What_it_cannot_do_is_an_error_that_says_so()
    {
        var json = Greedy(8);
        json.ResponseFormat = ChatResponseFormat.Json;

        var refused = await Assert.ThrowsAsync<ProviderException>(() => Ask(servers.F16, Questions[0], json));
        var tooLong = await Assert.ThrowsAsync<ProviderException>(() => Ask(servers.F16, new string('q', 3000), Greedy(8)));

        Assert.Equal(FailureKind.BadRequest, refused.Kind);
        Assert.Contains("\"response_format\" is not an option of this server", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.TooLarge, tooLong.Kind);
        Assert.Contains("exceeds the available context size (2048 tokens)", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_holds_up_no_other()
    {
        using var impatient = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Client(servers.F16).GetStreamingResponseAsync(Questions[0], Greedy(1500, stream: true), impatient.Token))
            {
                await impatient.CancelAsync();
            }
        });

        Assert.NotEmpty((await Ask(servers.F16, Questions[0], Greedy(8))).Answer!);
    }

    [Fact]
    public async Task It_lists_its_one_model()
    {
        using var http = new HttpClient();

        var models = await http.GetFromJsonAsync<JsonObject>(servers.F16 + "/models", TestContext.Current.CancellationToken);

        Assert.Equal(TinyLlamaServers.Name, (string?)models!["data"]![0]!["id"]);
    }

    private static ChatOptions Greedy(int maxTokens, bool stream = false) => new()
    {
        Temperature = 0,
        MaxOutputTokens = maxTokens,
        AdditionalProperties = new() { [RequestOptionKeys.Stream] = stream },
    };

    private IChatClient Client(string baseAddress) => catalogue.Open(TinyLlamaServers.Target(baseAddress));

    private Task<Exchange> Ask(string baseAddress, string question, ChatOptions options) => Vendor.Ask(Client(baseAddress), options, question);

    private async Task<List<Exchange>> AskAll(string baseAddress, ChatOptions options)
    {
        List<Exchange> exchanges = [];
        foreach (string question in Questions)
        {
            exchanges.Add(await Ask(baseAddress, question, options));
        }

        return exchanges;
    }
}
