using CodeRed.Evidence;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

/// <summary>A vendor as the tests meet it: an id, its key, the place of its address, and its real wire format.</summary>
/// <param name="Name">As in an id.</param>
/// <param name="Id">A target of this vendor; <c>{address}</c> stands for the loopback server's.</param>
/// <param name="KeyVariable">Where its key is read; null when it has none.</param>
/// <param name="BaseVariable">Where its address is read; null when the id holds it.</param>
/// <param name="BasePath">What follows the loopback server's address there.</param>
/// <param name="Whole">An answer as a whole.</param>
/// <param name="Events">The same answer streamed.</param>
/// <param name="Usage">What it counts.</param>
/// <param name="Fingerprint">What it says of its backend.</param>
/// <param name="ShowsReasoning">Whether the answer has "Six sevens." as its reasoning.</param>
/// <param name="HasLogProbabilities">Whether the answer has them.</param>
public sealed record Vendor(
    string Name,
    string Id,
    string? KeyVariable,
    string? BaseVariable,
    string BasePath,
    string Whole,
    string Events,
    TokenUsage Usage,
    string? Fingerprint,
    bool ShowsReasoning,
    bool HasLogProbabilities)
{
    public const string Key = "sk-proj-Zq81-never-to-be-shown-4fT9xKw2";

    public const string Answer = "The answer is 四十二.";

    public static IReadOnlyList<Vendor> All { get; } =
    [
        new("openai", "openai:gpt-5.1", "OPENAI_API_KEY", "OPENAI_BASE_URL", "/v1", WireFormat.OpenAIWhole, WireFormat.OpenAIEvents, new(20, 8, null, 30, 11), "fp_44709d6fcb", false, true),
        new("openai, responses", "openai:gpt-5-pro", "OPENAI_API_KEY", "OPENAI_BASE_URL", "/v1", WireFormat.ResponsesWhole, WireFormat.ResponsesEvents, new(20, 8, 0, 30, 11), null, true, true),
        new("azure-openai", "azure-openai:my-deployment", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "", WireFormat.OpenAIWhole, WireFormat.AzureEvents, new(20, 8, null, 30, 11), "fp_44709d6fcb", false, true),
        new("gemini", "gemini:gemini-3-pro", "GEMINI_API_KEY", "GEMINI_BASE_URL", "", WireFormat.GeminiWhole, WireFormat.GeminiEvents, new(20, 8, null, 30, 11), null, true, true),
        new("anthropic", "anthropic:claude-opus-5", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "", WireFormat.AnthropicWhole, WireFormat.AnthropicEvents, new(20, 8, 0, 30, 11), null, true, false),
        new("xai", "xai:grok-4", "XAI_API_KEY", "XAI_BASE_URL", "/v1", WireFormat.XaiWhole, WireFormat.XaiEvents, new(20, 8, null, 30, 11), "fp_44709d6fcb", true, true),
        new("deepseek", "deepseek:deepseek-chat", "DEEPSEEK_API_KEY", "DEEPSEEK_BASE_URL", "", WireFormat.DeepSeekWhole, WireFormat.DeepSeekEvents, new(20, 8, null, 30, 11), "fp_44709d6fcb", true, true),
        new("deepseek, reasoning", "deepseek:deepseek-v4-pro", "DEEPSEEK_API_KEY", "DEEPSEEK_BASE_URL", "", WireFormat.DeepSeekWhole, WireFormat.DeepSeekEvents, new(20, 8, null, 30, 11), "fp_44709d6fcb", true, true),
        new("tinker", "tinker:tinker://0034:train:0/sampler_weights/000080", "TINKER_API_KEY", "TINKER_OPENAI_BASE_URL", "/oai/api/v1", WireFormat.PlainWhole, WireFormat.PlainEvents, new(20, null, null, 30, null), null, false, false),
        new("ollama", "ollama:llama3.2:3b", null, "OLLAMA_BASE_URL", "/v1", WireFormat.OllamaWhole, WireFormat.OllamaEvents, new(20, null, null, 30, null), "fp_ollama", true, true),
        new("llamacpp", "llamacpp:llama-3.2-3b.gguf", "LLAMA_API_KEY", "LLAMACPP_BASE_URL", "/v1", WireFormat.LlamaCppWhole, WireFormat.LlamaCppEvents, new(20, 8, null, 30, null), "b7140-44709d6fc", true, true),
        new("vllm", "vllm:meta-llama/Llama-3.2-3B-Instruct", "VLLM_API_KEY", "VLLM_BASE_URL", "/v1", WireFormat.VllmWhole, WireFormat.VllmEvents, new(20, 8, null, 30, null), null, true, true),
        new("openai-compatible", "openai-compatible:some-model?base_url={address}/v1&key_env=CODERED_KEY_TEST", "CODERED_KEY_TEST", null, "/v1", WireFormat.PlainWhole, WireFormat.PlainEvents, new(20, null, null, 30, null), null, false, false),
    ];

    /// <summary>By name, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(v => v.Name)];

    public static Vendor Named(string name) => All.Single(v => v.Name == name);

    /// <summary>The names in the environment of a test that holds this vendor's key and a server's address.</summary>
    public Func<string, string?> Environment(string address) => name =>
        name == KeyVariable ? Key : name == BaseVariable ? address + BasePath : null;

    /// <summary>A client of this vendor that asks a server of ours.</summary>
    public IChatClient Open(ProviderCatalogue catalogue, string address) =>
        catalogue.Open(Id.Replace("{address}", address, StringComparison.Ordinal));

    public ProviderCatalogue Catalogue(string address, TimeProvider? clock = null) => new(Environment(address), clock ?? new FakeTimeProvider());

    /// <summary>Asks a question and returns what went over the wire.</summary>
    public static async Task<Exchange> Ask(IChatClient client, ChatOptions? options = null, string question = "What is six times seven?") =>
        (await client.GetResponseAsync([new ChatMessage(ChatRole.User, question)], options)).ExchangeOf();

    /// <summary>Options that have the answer streamed.</summary>
    public static ChatOptions Streamed => new() { AdditionalProperties = new() { [RequestOptionKeys.Stream] = true } };
}
