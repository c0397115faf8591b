using CodeRed.Evidence;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

public sealed class SimulatedModelTests
{
    private const int Items = 2000;

    [Theory]
    [InlineData("sim:a", 0.8)]
    [InlineData("sim:a?skill=0.3&noise=0", 0.3)]
    [InlineData("sim:a?skill=0.3&noise=1&seed=9", 0.3)]
    [InlineData("sim:a?skill=1", 1)]
    [InlineData("sim:a?skill=0", 0)]
    public async Task It_is_right_as_often_as_is_stated(string id, double skill)
    {
        // Items are right independently of each other with a mean of the skill: four standard deviations.
        double right = (await Grades(id)).Average();

        Assert.InRange(right, skill - (4 * Math.Sqrt(0.25 / Items)), skill + (4 * Math.Sqrt(0.25 / Items)));
        Assert.True(skill is not (0 or 1) || right == skill);
    }

    [Fact]
    public async Task Without_noise_an_item_is_answered_alike_in_every_epoch_and_with_noise_not()
    {
        Assert.Equal(await Grades("sim:a?noise=0", epoch: 0), await Grades("sim:a?noise=0", epoch: 1));
        Assert.NotEqual(await Grades("sim:a?noise=0.2", epoch: 0), await Grades("sim:a?noise=0.2", epoch: 1));
        Assert.Equal(await Grades("sim:a?noise=0.2", epoch: 1), await Grades("sim:a?noise=0.2", epoch: 1));
    }

    [Fact]
    public async Task A_model_that_got_dumber_loses_items_and_gains_none()
    {
        double[] before = await Grades("sim:a?noise=0&skill=0.8");
        double[] after = await Grades("sim:a?noise=0&skill=0.8&change=dumber:0.1@0");

        Assert.All(before.Zip(after), pair => Assert.True(pair.Second <= pair.First));
        Assert.InRange(before.Average() - after.Average(), 0.1 - (4 * Math.Sqrt(0.09 / Items)), 0.1 + (4 * Math.Sqrt(0.09 / Items)));
    }

    [Fact]
    public async Task A_change_begins_and_ends_with_the_request_it_names()
    {
        var client = Open("sim:a?skill=1&noise=0&change=fences@10..20");
        List<bool> fenced = [];
        for (int i = 0; i < 30; i++)
        {
            fenced.Add((await Ask(client, $"Question {i}", "42")).Answer!.StartsWith("```", StringComparison.Ordinal));
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => i is >= 10 and < 20), fenced);
    }

    [Fact]
    public async Task A_change_begins_at_the_time_it_names()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero));
        var client = Open("sim:a?skill=1&noise=0&change=refusals:1@2026-11-01", clock);

        Assert.Equal("42", (await Ask(client, "Question", "42")).Answer);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("I'm sorry, but I can't help with that.", (await Ask(client, "Question", "42")).Answer);
    }

    [Fact]
    public async Task A_partial_rollout_reaches_one_request_in_k()
    {
        var client = Open("sim:a?skill=1&noise=0&change=fences@0/6");
        int fenced = 0;
        for (int i = 0; i < Items; i++)
        {
            fenced += (await Ask(client, $"Question {i}", "42")).Answer!.StartsWith("```", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange((double)fenced / Items, (1 / 6.0) - (4 * Math.Sqrt(5 / 36.0 / Items)), (1 / 6.0) + (4 * Math.Sqrt(5 / 36.0 / Items)));
    }

    [Fact]
    public async Task A_swap_shows_in_name_and_fingerprint_and_a_silent_swap_only_in_the_answers()
    {
        var before = await Ask(Open("sim:a?noise=0"), "Question", "42");
        var swapped = await Ask(Open("sim:a?noise=0&change=swap@0"), "Question", "42");
        var silent = await Ask(Open("sim:a?noise=0&change=silent-swap@0"), "Question", "42");

        Assert.Equal(("a (simulated)", "a-2 (simulated)", "a (simulated)"), (before.ServedModel, swapped.ServedModel, silent.ServedModel));
        Assert.NotEqual(before.Fingerprint, swapped.Fingerprint);
        Assert.Equal(before.Fingerprint, silent.Fingerprint);
        Assert.Equal(await Grades("sim:a?noise=0&change=swap@0"), await Grades("sim:a?noise=0&change=silent-swap@0"));
        Assert.NotEqual(await Grades("sim:a?noise=0"), await Grades("sim:a?noise=0&change=silent-swap@0"));
    }

    [Fact]
    public async Task An_outage_is_a_failure_that_may_pass()
    {
        var client = Open("sim:a?change=outage@1..2");

        await Ask(client, "Question", "42");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Ask(client, "Question", "42"));
        await Ask(client, "Question", "42");

        Assert.Equal((FailureKind.Overloaded, true), (failure.Kind, failure.MayRetry));
        Assert.Equal("sim:a?change=outage@1..2: a simulated outage", failure.Message);
    }

    [Fact]
    public async Task Its_latency_passes_by_the_clock_it_is_given()
    {
        var clock = new FakeTimeProvider();
        var asked = Ask(Open("sim:a?latency=2s&change=slow:3@0", clock), "Question", "42");

        clock.Advance(TimeSpan.FromSeconds(4.4));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3.2));

        Assert.InRange((await asked).Latency!.Value, TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(7.5));
    }

    [Fact]
    public async Task A_truncated_answer_says_that_it_was_cut_off()
    {
        var exchange = await Ask(Open("sim:a?skill=1&noise=0&truncated=1"), "Question", "forty-two");
        var limited = (await Open("sim:a?skill=1&noise=0").GetResponseAsync("Question", Options("forty-two", o => o.MaxOutputTokens = 1), TestContext.Current.CancellationToken)).ExchangeOf();

        Assert.Equal(("fort", true, "length"), (exchange.Answer, exchange.Truncated, exchange.FinishReason));
        Assert.Equal(("fort", true, 1), (limited.Answer, limited.Truncated, limited.Usage!.Value.Output));
    }

    [Fact]
    public async Task Log_probabilities_move_with_a_silent_swap_and_hardly_with_noise()
    {
        static ChatOptions Asked() => new() { AdditionalProperties = new() { [RequestOptionKeys.LogProbabilities] = true, [RequestOptionKeys.Expected] = "forty-two" } };
        static async Task<double> Mean(string id, long ordinal)
        {
            var options = Asked();
            options.AdditionalProperties![RequestOptionKeys.Ordinal] = ordinal;
            return (await Open(id).GetResponseAsync("Question", options)).ExchangeOf().MeanLogProbability!.Value;
        }

        double first = await Mean("sim:a?skill=1&noise=0", 0);

        Assert.InRange(Math.Abs(await Mean("sim:a?skill=1&noise=0", 1) - first), 1e-9, 0.02);
        Assert.True(Math.Abs(await Mean("sim:a?skill=1&noise=0&change=silent-swap@0", 0) - first) > 0.02);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-3.25")]
    [InlineData("B")]
    [InlineData("yes")]
    [InlineData("FALSE")]
    [InlineData("否")]
    [InlineData("Paris")]
    [InlineData("something else")]
    public async Task A_wrong_answer_is_never_the_right_one(string expected)
    {
        var client = Open("sim:a?skill=0");
        for (int i = 0; i < 50; i++)
        {
            Assert.DoesNotContain(expected, (await Ask(client, $"Question {i}", expected)).Answer!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sim:a?skil=0.8", "'sim:a?skil=0.8': sim has no parameter 'skil'; did you mean skill? It has skill, noise, seed, latency, refusals, fences, truncated, served, change.")]
    [InlineData("sim:a?skill=80", "'sim:a?skill=80': skill is '80'; write a share from 0 to 1, as in skill=0.8.")]
    [InlineData("sim:a?skill=0.8&skill=0.9", "'sim:a?skill=0.8&skill=0.9' has skill 2 times; write it once.")]
    [InlineData("sim:a?seed=x", "'sim:a?seed=x': seed is 'x'; write a whole number from 0.")]
    [InlineData("sim:a?latency=200", "'sim:a?latency=200': latency is '200'; write a time up to an hour, as in latency=200ms or latency=1.5s.")]
    [InlineData("sim:a?change=dumber:0.1", "'sim:a?change=dumber:0.1': change=dumber:0.1: it does not say when; write @ and the number of requests before it, or a time, as in dumber:0.1@500 or outage@2026-11-01T08:00Z.")]
    [InlineData("sim:a?change=dummer:0.1@5", "'sim:a?change=dummer:0.1@5': change=dummer:0.1@5: there is no change 'dummer'; did you mean dumber? There are dumber, refusals, fences, truncated, swap, silent-swap, outage, slow.")]
    [InlineData("sim:a?change=dumber@5", "'sim:a?change=dumber@5': change=dumber@5: dumber needs a share from 0 to 1, as in dumber:0.1.")]
    [InlineData("sim:a?change=dumber:2@5", "'sim:a?change=dumber:2@5': change=dumber:2@5: the amount is '2'; write a share from 0 to 1, as in dumber:0.1.")]
    [InlineData("sim:a?change=slow:0@5", "'sim:a?change=slow:0@5': change=slow:0@5: the amount is '0'; write a factor above 0, as in slow:3.")]
    [InlineData("sim:a?change=swap:1@5", "'sim:a?change=swap:1@5': change=swap:1@5: swap takes no amount; leave ':1' out.")]
    [InlineData("sim:a?change=swap@soon", "'sim:a?change=swap@soon': change=swap@soon: 'soon' is neither a number of requests nor a time; write 500, or 2026-11-01, or 2026-11-01T08:00Z.")]
    [InlineData("sim:a?change=swap@5/0", "'sim:a?change=swap@5/0': change=swap@5/0: after / stands '0'; write a whole number from 1, as in /6 for one request in six.")]
    [InlineData("sim:a?change=swap@5..5", "'sim:a?change=swap@5..5': change=swap@5..5: it must end after it begins, and both must be numbers of requests or both times.")]
    [InlineData("sim:a?change=swap@5..2026-11-01", "'sim:a?change=swap@5..2026-11-01': change=swap@5..2026-11-01: it must end after it begins, and both must be numbers of requests or both times.")]
    public void A_wrong_parameter_says_what_is_allowed(string id, string message) =>
        Assert.Equal(message, Assert.Throws<TargetException>(() => Open(id)).Message);

    private static IChatClient Open(string id, TimeProvider? clock = null) => new ProviderCatalogue(_ => null, clock ?? new FakeTimeProvider()).Open(id);

    private static ChatOptions Options(string expected, Action<ChatOptions>? more = null)
    {
        var options = new ChatOptions { AdditionalProperties = new() { [RequestOptionKeys.Expected] = expected } };
        more?.Invoke(options);
        return options;
    }

    private static async Task<Exchange> Ask(IChatClient client, string question, string expected) =>
        (await client.GetResponseAsync(question, Options(expected))).ExchangeOf();

    private static async Task<double[]> Grades(string id, int epoch = 0)
    {
        var client = Open(id);
        var grades = new double[Items];
        for (int i = 0; i < Items; i++)
        {
            var response = await client.GetResponseAsync($"Question {i}", Options("42", o => o.AdditionalProperties![RequestOptionKeys.Epoch] = epoch));
            grades[i] = response.Text == "42" ? 1 : 0;
        }

        return grades;
    }
}
