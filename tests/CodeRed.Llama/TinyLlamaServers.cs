namespace CodeRed.Llama;

/// <summary>The same tiny Llama served twice: with its weights as they are, and rounded to eight bits. Both go by the same name, so that only the answers tell one from the other.</summary>
/// <remarks>A target <c>llamacpp:tiny-llama</c> whose <c>LLAMACPP_BASE_URL</c> is first the one and then the other is a silent swap. Of the greedy answers to
/// <see cref="Questions"/> about half change with it at 24 tokens, and none without it; LlamaTargetTests counts them.</remarks>
public sealed class TinyLlamaServers : IAsyncDisposable
{
    /// <summary>The name by which both answer.</summary>
    public const string Name = "tiny-llama";

    /// <summary>Forty questions, each of which it answers differently. It knows the answer to none.</summary>
    public static readonly IReadOnlyList<string> Questions = [.. Enumerable.Range(3, 40).Select(i => $"What is {i} times {(i * 7 % 11) + 2}?")];

    private readonly DirectoryInfo folder;
    private readonly LlamaServer whole;
    private readonly LlamaServer rounded;

    private TinyLlamaServers(DirectoryInfo folder, LlamaServer whole, LlamaServer rounded)
    {
        this.folder = folder;
        this.whole = whole;
        this.rounded = rounded;
    }

    /// <summary>Why it cannot be served here; null when it can. A test that needs it is skipped with this reason.</summary>
    public static string? Absence => LlamaModel.Absence;

    /// <summary>Where the weights as they are (F16) are served, as a base URL with <c>/v1</c>.</summary>
    public string F16 => whole.BaseAddress;

    /// <summary>Where the rounded weights (Q8_0) are served, as a base URL with <c>/v1</c>.</summary>
    public string Q8 => rounded.BaseAddress;

    /// <summary>A target's id for one of the two addresses.</summary>
    public static string Target(string baseAddress) => $"llamacpp:{Name}?base_url={baseAddress}";

    /// <summary>Makes the two model files and serves them until it is disposed of.</summary>
    /// <param name="seed">Of the weights.</param>
    public static async Task<TinyLlamaServers> Start(ulong seed = 1)
    {
        var folder = Directory.CreateTempSubdirectory("codered-llama-");
        return new(folder, await Serve(GgufTensorType.F16), await Serve(GgufTensorType.Q8_0));

        async Task<LlamaServer> Serve(GgufTensorType type)
        {
            string path = Path.Combine(folder.FullName, $"{Name}-{type}.gguf");
            using (var file = File.Create(path))
            {
                TinyLlama.Make(seed, type).Write(file);
            }

            return await LlamaServer.Start(LlamaModel.Load(path, TinyLlama.ContextLength), Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await whole.DisposeAsync();
        await rounded.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
