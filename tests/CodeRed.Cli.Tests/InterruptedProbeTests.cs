using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Probing.Tests.Running;

namespace CodeRed.Cli.Tests;

/// <summary>A probe is killed and typed again. <c>./bench/run probe-crash</c> does it at fifty points.</summary>
public sealed class InterruptedProbeTests : IDisposable
{
    private const int Items = 160;
    private const int AtOnce = 4;
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Killed_three_times_it_comes_to_what_an_unbroken_run_comes_to_and_asks_again_at_most_what_was_under_way()
    {
        using var answered = new SemaphoreSlim(0);
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            answered.Release();
            // Every tenth is wrong, so that a finding has something to say.
            return Reply.Of(question.EndsWith('0') ? "wrong" : "a" + question[1..]);
        });
        string suite = bench.Write("suite.yaml", "prompts: ['{{q}}']\ntests: file://tests.csv\n");
        bench.Write("tests.csv", "q,__expected", Enumerable.Range(0, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $"q{i},equals:a{i}")));
        string[] words = ["probe", suite, "-t", server.Target, "-j", AtOnce.ToString(CultureInfo.InvariantCulture), "--price", "3/15", "--json"];
        var unbroken = Run(bench.Run(words).Ends(0));
        Assert.Equal(Items, server.Requests);

        // As soon as the first answer is given, in the middle, and near the end.
        int before = server.Requests;
        foreach (int answers in (int[])[1, 70, 60])
        {
            while (answered.Wait(0, TestContext.Current.CancellationToken))
            {
            }

            using var process = bench.Start([], words);
            for (int i = 0; i < answers; i++)
            {
                await answered.WaitAsync(TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);
        }

        Assert.InRange(server.Requests - before, 131, Items - 1 + (3 * AtOnce));
        var resumed = bench.Run(words).Ends(0);
        Assert.Contains("Going on with an unfinished run", resumed.Error, StringComparison.Ordinal);
        var whole = Run(resumed);

        // The unbroken run asked each once.
        Assert.Equal(Items, server.Asked.Count);
        Assert.InRange(server.Asked.Values.Sum(times => times - 2), 0, 3 * AtOnce);
        Assert.All(server.Asked, q => Assert.InRange(q.Value, 2, 2 + 3));

        foreach (string name in (string[])["end", "samples", "of", "answered", "failed", "cost", "unpriced", "metrics", "non_answers", "refused", "input_tokens", "output_tokens", "served"])
        {
            Assert.True(JsonNode.DeepEquals(unbroken[name], whole[name]), $"{name}: {unbroken[name]} became {whole[name]}");
        }

        var drift = JsonNode.Parse(bench.Run("drift", (string)unbroken["run"]!, (string)whole["run"]!, "--json").Ends(0).Out)!;
        Assert.Equal(Items, (int)drift["pairing"]!["pairs"]!);
        Assert.Equal(Items, (int)drift["metrics"]![0]!["raw"]!["unchanged"]!);
        Assert.Contains("sound", bench.Run("doctor").Ends(0).Out, StringComparison.Ordinal);
    }

    private static JsonNode Run(Ran ran) => JsonNode.Parse(ran.Out)!["runs"]![0]!;
}
