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
        using var catalogue = vendor.Catalogue(server);

        var exchange = await Vendor.Ask(vendor.Open(catalogue, server));

        AssertIsTheAnswer(exchange);
        Assert.Null(exchange.FirstToken);
        Assert.Equal("req_9", exchange.RequestId);
        Assert.Equal(200, exchange.Status);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_streamed_answer_is_read_with_everything_that_the_vendor_says(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Streaming(vendor.Events);
        using var catalogue = vendor.Catalogue(server);

        var exchange = await Vendor.Ask(vendor.Open(catalogue, server), Vendor.Streamed);

        AssertIsTheAnswer(exchange);
        Assert.NotNull(exchange.FirstToken);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_stream_taken_in_pieces_adds_up_to_the_same(string name)
    {
        var vendor = Vendor.Named(name);
        await using var server = await LoopbackServer.Streaming(vendor.Events);
        using var catalogue = vendor.Catalogue(server);

        var updates = await vendor.Open(catalogue, server).GetStreamingResponseAsync("What is six times seven?", null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var response = updates.ToChatResponse();

        Assert.True(updates.Count(u => u.Text.Length > 0) >= 2);
        AssertIsTheAnswer(response.ExchangeOf());
        Assert.Equal(Vendor.Answer, response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("served-model-2026", response.ModelId);
        Assert.Equal((20, 8, 30, 11), (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount, response.Usage.OutputTokenCount, response.Usage.ReasoningTokenCount));
    }

    private static void AssertIsTheAnswer(Exchange exchange)
    {
        Assert.Equal(Vendor.Answer, exchange.Answer);
        Assert.Equal("served-model-2026", exchange.ServedModel);
        Assert.False(exchange.Truncated);
        Assert.Equal(new TokenUsage(20, 8, null, 30, 11), exchange.Usage);
        Assert.NotNull(exchange.ResponseId);
    }
}
