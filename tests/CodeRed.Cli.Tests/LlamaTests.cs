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

    public void Dispose() => bench.Dispose();
}
