using System.Text.Json.Nodes;
using CodeRed.Llama;

namespace CodeRed.Cli.Tests;

/// <summary>The program and a real model, run by llama.cpp.</summary>
public sealed class LlamaTests : IDisposable
{
    private readonly Workbench bench = new();

    [Fact]
    public async Task A_suite_of_a_model_s_own_answers_is_sound()
    {
        Assert.SkipWhen(TinyLlamaServers.Absence is not null, TinyLlamaServers.Absence ?? "");
        await using var servers = await TinyLlamaServers.Start();
        string suite = bench.Write("llama.yaml", await servers.Suite());

        var ran = bench.Run("suite", "check", suite).Ends(0);

        Assert.Contains("40 items", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_weights_answer_the_same_and_rounded_ones_do_worse()
    {
        Assert.SkipWhen(TinyLlamaServers.Absence is not null, TinyLlamaServers.Absence ?? "");
        await using var servers = await TinyLlamaServers.Start();
        string suite = bench.Write("llama.yaml", await servers.Suite());
        Dictionary<string, string?> Serving(string url) => new() { ["LLAMACPP_BASE_URL"] = url };
        string Probe(string url)
        {
            var probed = bench.RunWith(Serving(url), "probe", suite, "-t", "llamacpp:tiny-llama", "--stream", "--json").Ends(0);
            return (string)JsonNode.Parse(probed.Out)!["runs"]!.AsArray()[0]!["run"]!;
        }

        var (first, again, swapped) = (Probe(servers.F16), Probe(servers.F16), Probe(servers.Q8));

        Assert.Contains("NO CHANGE", bench.Run("drift", first, again).Ends(0).Out, StringComparison.Ordinal);
        var worse = JsonNode.Parse(bench.Run("drift", first, swapped, "--json").Ends(1).Out)!;
        Assert.Equal("worse", (string)worse["verdict"]!);
    }

    public void Dispose() => bench.Dispose();
}
