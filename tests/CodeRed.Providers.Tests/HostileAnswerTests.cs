using System.Text;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using CsCheck;

namespace CodeRed.Providers.Tests;

public sealed class HostileAnswerTests
{
    private static readonly string[] Spoilers = ["", "null", "{}", "[]", "\"", "-1", "1e999", "\\ud800", "\u0000", "\n\n", "data: ", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["];

    public static TheoryData<string> Names => Vendor.Names;

    /// <summary>Pieces of an answer are replaced at random; whatever comes of it is an answer, or a failure that has a kind and no key.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Whatever_a_server_answers_is_an_answer_or_a_failure_of_a_kind(string name)
    {
        var vendor = Vendor.Named(name);
        byte[] answer = [];
        bool streamed = false;
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentType = streamed ? "text/event-stream" : "application/json";
            await context.Response.Body.WriteAsync(answer);
        });
        using var catalogue = vendor.Catalogue(server.Address);
        var client = vendor.Open(catalogue, server.Address);
        int failures = 0;

        await Gen.Select(Gen.Bool, Gen.Double.Unit, Gen.Int[0, 40], Gen.Int[0, Spoilers.Length - 1].Select(i => Spoilers[i]), Gen.Byte).SampleAsync(
            async (asStream, where, length, spoiler, raw) =>
            {
                streamed = asStream;
                byte[] whole = Encoding.UTF8.GetBytes(asStream ? vendor.Events : vendor.Whole);
                int at = (int)(where * whole.Length);
                byte[] with = spoiler.Length == 0 ? [raw] : Encoding.UTF8.GetBytes(spoiler);
                answer = [.. whole.AsSpan(0, at), .. with, .. whole.AsSpan(Math.Min(whole.Length, at + length))];
                try
                {
                    await Vendor.Ask(client, asStream ? Vendor.Streamed : null);
                }
                catch (ProviderException failure)
                {
                    failures++;
                    Assert.True(Enum.IsDefined(failure.Kind));
                    Assert.DoesNotContain(Vendor.Key, failure.ToString(), StringComparison.Ordinal);
                }
            },
            iter: 150,
            threads: 1);

        // Most of these answers are broken; a test that breaks none of them tests nothing.
        Assert.InRange(failures, 30, 150);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_stream_that_comes_in_pieces_of_any_size_is_the_same(string name)
    {
        var vendor = Vendor.Named(name);
        byte[] events = Encoding.UTF8.GetBytes(vendor.Events);
        int size = 1;
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentType = "text/event-stream";
            for (int at = 0; at < events.Length; at += size)
            {
                await context.Response.Body.WriteAsync(events.AsMemory(at, Math.Min(size, events.Length - at)));
                await context.Response.Body.FlushAsync();
            }
        });
        using var catalogue = vendor.Catalogue(server.Address);
        var client = vendor.Open(catalogue, server.Address);

        foreach (int each in (int[])[2, 17, 1024])
        {
            size = each;
            var exchange = await Vendor.Ask(client, Vendor.Streamed);

            Assert.Equal((Vendor.Answer, vendor.Usage), (exchange.Answer, exchange.Usage!.Value));
        }
    }

    [Theory]
    [InlineData("wrong key sk-live-0123456789abcdef", "wrong key [key]")]
    [InlineData("wrong key sk-live-0123...", "wrong key [key]...")]
    [InlineData("wrong key ...89abcdef", "wrong key ...[key]")]
    [InlineData("sk-live-0123456789abcdefsk-live-0123456789abcdef", "[key][key]")]
    [InlineData("Incorrect API key provided: sk-li***cdef", "Incorrect API key provided: sk-li***cdef")]
    [InlineData("nothing of it", "nothing of it")]
    [InlineData("", "")]
    public void Every_telling_part_of_a_key_is_hidden(string text, string shown) =>
        Assert.Equal(shown, ApiKey.From("K", " sk-live-0123456789abcdef\n").Scrub(text));

    [Fact]
    public void What_is_left_of_any_text_holds_no_six_signs_of_the_key() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 40], Gen.String[Gen.Char["abc"], 6, 12]).Sample((text, key) =>
        {
            string scrubbed = ApiKey.From("K", key).Scrub(text);
            for (int i = 0; i + 6 <= key.Length; i++)
            {
                Assert.DoesNotContain(key.Substring(i, 6), scrubbed.Replace(ApiKey.Hidden, "\n", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData("1s", 1.0)]
    [InlineData("6m0s", 360.0)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("1d", 86_400.0)]
    [InlineData("9999999d", 30 * 86_400.0)]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("s", null)]
    [InlineData("1x", null)]
    [InlineData("1.2.3s", null)]
    public void A_duration_is_read_as_it_is_written(string text, double? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, RetryDelay.Duration(text));

    [Fact]
    public void Every_kind_of_failure_is_one_that_may_pass_or_not()
    {
        FailureKind[] passing = [.. Enum.GetValues<FailureKind>().Where(kind => new ProviderException(kind, "").MayRetry)];

        Assert.Equal(
            [
                FailureKind.RateLimited, FailureKind.Overloaded, FailureKind.ServerError, FailureKind.Timeout, FailureKind.TruncatedStream,
                FailureKind.MalformedResponse, FailureKind.EmptyChoices, FailureKind.ConnectionFailed,
            ],
            passing);
    }
}
