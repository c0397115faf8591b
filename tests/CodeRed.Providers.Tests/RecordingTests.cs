using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"recording-{Guid.NewGuid():N}.jsonl");

    [Fact]
    public async Task Answers_to_a_prompt_come_in_the_order_in_which_they_stand()
    {
        var client = Open("""
            {"prompt": "2 + 2 = ?", "answer": "4", "model": "served", "fingerprint": "fp_1", "finish_reason": "stop", "latency_ms": 120.5, "first_token_ms": 40, "input_tokens": 8, "output_tokens": 1}

            {"prompt": "Who?", "answer": ""}
            {"prompt": "2 + 2 = ?", "answer": "5", "finish_reason": "length"}
            """);

        var first = await Vendor.Ask(client, question: "2 + 2 = ?");
        var second = await Vendor.Ask(client, question: "2 + 2 = ?");

        Assert.Equal(("4", "served", "fp_1", false), (first.Answer, first.ServedModel, first.Fingerprint, first.Truncated));
        Assert.Equal(TimeSpan.FromMilliseconds(120.5), first.Latency);
        Assert.Equal(new TokenUsage(8, null, null, 1, null), first.Usage);
        Assert.Equal(("5", true, null, null), (second.Answer, second.Truncated, second.Latency, second.Usage));
        Assert.Equal("", (await Vendor.Ask(client, question: "Who?")).Answer);
        Assert.Equal(
            "replay: there are 2 recorded answers to '2 + 2 = ?', and all were given; record more, or ask it no more than 2 times.",
            (await Failure(client, "2 + 2 = ?")).Message.Replace(path, "", StringComparison.Ordinal).Replace("replay::", "replay:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_epoch_names_its_answer_whatever_was_asked_before()
    {
        var client = Open("""
            {"prompt": "Who?", "answer": "a"}
            {"prompt": "Who?", "answer": "b"}
            """);

        foreach (var (epoch, answer) in ((int, string)[])[(1, "b"), (0, "a"), (1, "b")])
        {
            Assert.Equal(answer, (await Vendor.Ask(client, new() { AdditionalProperties = new() { [RequestOptionKeys.Epoch] = epoch } }, "Who?")).Answer);
        }
    }

    [Fact]
    public async Task An_answer_with_a_system_prompt_is_only_for_that_one()
    {
        var client = Open("""
            {"prompt": "Who?", "system": "Be brief.", "answer": "Me."}
            {"prompt": "Who?", "answer": "It is I."}
            """);

        Assert.Equal("Me.", (await Vendor.Ask(client, new() { Instructions = "Be brief." }, "Who?")).Answer);
        Assert.Equal("It is I.", (await Vendor.Ask(client, new() { Instructions = "Be long." }, "Who?")).Answer);
    }

    [Fact]
    public async Task A_conversation_is_recorded_with_its_messages()
    {
        var client = Open("""{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Who?"}], "answer": "Me."}""");

        var response = await client.GetResponseAsync([new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Who?")], null, TestContext.Current.CancellationToken);

        Assert.Equal("Me.", response.Text);
        Assert.Equal(FailureKind.NotRecorded, (await Failure(client, "Who?")).Kind);
    }

    [Fact]
    public async Task A_recorded_error_is_an_error_again()
    {
        var failure = await Failure(Open("""{"prompt": "Who?", "error": "rate limited", "latency_ms": 9}"""), "Who?");

        Assert.False(failure.MayRetry);
        Assert.EndsWith(": recorded as an error: rate limited", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(9), failure.Exchange!.Latency);
    }

    [Fact]
    public async Task A_stream_gives_the_same_answer()
    {
        var client = Open("""{"prompt": "Who?", "answer": "Me.", "reasoning": "Hm."}""");

        var response = await client.GetStreamingResponseAsync("Who?", null, TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Me.", response.Text);
        Assert.Equal("Hm.", response.ExchangeOf().Reasoning);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_reported_with_its_line()
    {
        var problems = Assert.Throws<DocumentException>(() => Open("""
            {"prompt": "Who?", "answer": "Me."}
            {"prompt": "Who?", "anser": "Me."}
            ["Who?"]
            {"prompt": "Who?"}
            {"answer": "Me."}
            {"prompt": "Who?", "answer": "Me.", "error": "no"}
            {"prompt": "Who?
            """)).Problems;

        Assert.Equal(
            [
                "2: there is no member 'anser'; did you mean answer? The members are prompt, messages, system, answer, error, reasoning, model, fingerprint, finish_reason, latency_ms, first_token_ms, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens.",
                "3: this is not a JSON object; write one whole JSON object per line, such as {\"prompt\": \"2 + 2 = ?\", \"answer\": \"4\"}.",
                "4: there must be either an answer or an error, as text; write \"answer\": \"...\" or \"error\": \"...\".",
                "5: there is no question; write \"prompt\": \"...\", or \"messages\": [{\"role\": \"user\", \"content\": \"...\"}].",
                "6: there must be either an answer or an error, as text; write \"answer\": \"...\" or \"error\": \"...\".",
                "7: this is not JSON; write one whole JSON object per line, such as {\"prompt\": \"2 + 2 = ?\", \"answer\": \"4\"}.",
            ],
            problems.Select(p => p.ToString()[(path.Length + 1)..]));
    }

    [Fact]
    public void An_empty_file_and_a_missing_one_are_refused()
    {
        Assert.Contains("it holds no recorded answer", Assert.Throws<DocumentException>(() => Open("\n\n")).Message, StringComparison.Ordinal);
        Assert.Equal(
            "nowhere.jsonl: there is no such file; name a file of recorded answers.",
            Assert.Throws<DocumentException>(() => Catalogue().Open("replay:nowhere.jsonl")).Message);
    }

    public void Dispose() => File.Delete(path);

    private static ProviderCatalogue Catalogue() => new(_ => null, new FakeTimeProvider());

    private static Task<ProviderException> Failure(IChatClient client, string question) =>
        Assert.ThrowsAsync<ProviderException>(() => Vendor.Ask(client, question: question));

    private IChatClient Open(string text)
    {
        File.WriteAllText(path, text);
        return Catalogue().Open($"replay:{path}");
    }
}
