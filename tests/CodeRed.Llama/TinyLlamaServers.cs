using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>A suite, in YAML, that expects for each of the <see cref="Questions"/> what the weights as they are answer: they pass all of it, however often they are asked.</summary>
    /// <param name="maxTokens">Of each answer. The longer the answers are, the more of them the rounded weights fail.</param>
    public async Task<string> Suite(int maxTokens = 24)
    {
        using var http = new HttpClient();
        var suite = new StringBuilder($"name: {Name}\nprompts: [\"{{{{question}}}}\"]\noptions: {{ temperature: 0, max_tokens: {maxTokens} }}\ntests:\n");
        foreach (string question in Questions)
        {
            var response = await http.PostAsJsonAsync($"{F16}/chat/completions", new { messages = new[] { new { role = "user", content = question } }, temperature = 0, max_tokens = maxTokens });
            var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();

            // A line of JSON is YAML too.
            var value = answer!["choices"]![0]!["message"]!["content"]!.DeepClone();
            suite.Append("  - ").AppendLine(JsonSerializer.Serialize(new { vars = new { question }, assert = new[] { new { type = "equals", value } } }));
        }

        return suite.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await whole.DisposeAsync();
        await rounded.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
