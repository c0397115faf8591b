using CodeRed.Evidence;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Tests;

/// <summary>What each vendor answers in its own format comes out the same.</summary>
public sealed class AnswerTests
{
    public static TheoryData<string> Names => Vendor.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task A_whole_answer_is_read_with_everything_that_the_vendor_says(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(200, vendor.Whole, "application/json", ("x-request-id", "req_9"));
        using var catalogue = vendor.Catalogue(server.Address);

        var exchange = await Vendor.Ask(vendor.Open(catalogue, server.Address));

        AssertIsTheAnswer(vendor, exchange);
        Assert.Null(exchange.FirstToken);
        Assert.Equal("req_9", exchange.RequestId);
        Assert.Equal(200, exchange.Status);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_streamed_answer_is_read_with_everything_that_the_vendor_says(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Streaming(vendor.Events);
        using var catalogue = vendor.Catalogue(server.Address);

        var exchange = await Vendor.Ask(vendor.Open(catalogue, server.Address), Vendor.Streamed);

        AssertIsTheAnswer(vendor, exchange);
        Assert.NotNull(exchange.FirstToken);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_stream_taken_in_pieces_adds_up_to_the_same(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Streaming(vendor.Events);
        using var catalogue = vendor.Catalogue(server.Address);

        var updates = await vendor.Open(catalogue, server.Address).GetStreamingResponseAsync("What is six times seven?", null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var response = updates.ToChatResponse();

        Assert.True(updates.Count(u => u.Text.Length > 0) >= 2);
        AssertIsTheAnswer(vendor, response.ExchangeOf());
        Assert.Equal(Vendor.Answer, response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("served-model-2026", response.ModelId);
        Assert.Equal(
            (vendor.Usage.Input, vendor.Usage.CachedInput, vendor.Usage.Output, vendor.Usage.Reasoning),
            (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount, response.Usage.OutputTokenCount, response.Usage.ReasoningTokenCount));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_server_that_answers_as_a_whole_although_asked_to_stream_is_understood(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Answering(200, vendor.Whole);
        using var catalogue = vendor.Catalogue(server.Address);

        AssertIsTheAnswer(vendor, await Vendor.Ask(vendor.Open(catalogue, server.Address), Vendor.Streamed));
    }

    private static void AssertIsTheAnswer(Vendor vendor, Exchange exchange)
    {
        Assert.Equal(Vendor.Answer, exchange.Answer);
        Assert.Equal("served-model-2026", exchange.ServedModel);
        Assert.Equal(vendor.Fingerprint, exchange.Fingerprint);
        Assert.False(exchange.Truncated);
        Assert.NotNull(exchange.ResponseId);
        Assert.NotNull(exchange.FinishReason);
        Assert.Equal(vendor.Usage, exchange.Usage);
        Assert.Equal(vendor.ShowsReasoning ? "Six sevens." : null, exchange.Reasoning);
        Assert.Equal(vendor.HasLogProbabilities ? ["The", " answer"] : [], exchange.LogProbabilities.Select(t => t.Token));
        Assert.Equal(vendor.HasLogProbabilities ? -0.5 : null, exchange.MeanLogProbability);
        Assert.Equal(vendor.HasLogProbabilities ? ["The", "A"] : [], exchange.LogProbabilities.Take(1).SelectMany(t => t.Alternatives).Select(t => t.Token));
        Assert.Empty(exchange.Warnings);
    }
}
