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
public sealed record Vendor(string Name, string Id, string? KeyVariable, string? BaseVariable, string BasePath, string Whole, string Events)
{
    public const string Key = "sk-proj-Zq81-never-to-be-shown-4fT9xKw2";

    public const string Answer = "The answer is 四十二.";

    private const string OpenAIWhole = """
        {"id":"chatcmpl-7","object":"chat.completion","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb",
         "choices":[{"index":0,"message":{"role":"assistant","content":"The answer is 四十二.","refusal":null},"logprobs":{"content":[
           {"token":"The","logprob":-0.25,"bytes":[84,104,101],"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":null},{"token":"A","logprob":-1.5,"bytes":null}]},
           {"token":" answer","logprob":-0.75,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":11}}}
        """;

    private const string OpenAIEvents = """
        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":"The answer"},"logprobs":{"content":[{"token":"The","logprob":-0.25,"bytes":null,"top_logprobs":[{"token":"The","logprob":-0.25,"bytes":null},{"token":"A","logprob":-1.5,"bytes":null}]},{"token":" answer","logprob":-0.75,"bytes":null,"top_logprobs":[]}],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" is 四十二."},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1764547200,"model":"served-model-2026","system_fingerprint":"fp_44709d6fcb","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":11}}}

        data: [DONE]


        """;

    public static IReadOnlyList<Vendor> All { get; } =
    [
        OpenAILike("openai", "openai:gpt-5.1", "OPENAI_API_KEY", "OPENAI_BASE_URL", "/v1"),
        OpenAILike("azure-openai", "azure-openai:my-deployment", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", ""),
        OpenAILike("xai", "xai:grok-4", "XAI_API_KEY", "XAI_BASE_URL", "/v1"),
        OpenAILike("deepseek", "deepseek:deepseek-chat", "DEEPSEEK_API_KEY", "DEEPSEEK_BASE_URL", ""),
        OpenAILike("tinker", "tinker:tinker://0034:train:0/sampler_weights/000080", "TINKER_API_KEY", "TINKER_OPENAI_BASE_URL", "/oai/api/v1"),
        OpenAILike("ollama", "ollama:llama3.2:3b", null, "OLLAMA_BASE_URL", "/v1"),
        OpenAILike("llamacpp", "llamacpp:llama-3.2-3b.gguf", "LLAMA_API_KEY", "LLAMACPP_BASE_URL", "/v1"),
        OpenAILike("vllm", "vllm:meta-llama/Llama-3.2-3B-Instruct", "VLLM_API_KEY", "VLLM_BASE_URL", "/v1"),
        OpenAILike("openai-compatible", "openai-compatible:some-model?base_url={address}/v1&key_env=CODERED_KEY_TEST", "CODERED_KEY_TEST", null, "/v1"),
    ];

    /// <summary>By name, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(v => v.Name)];

    public static Vendor Named(string name) => All.Single(v => v.Name == name);

    /// <summary>The names in the environment of a test that holds this vendor's key and a server's address.</summary>
    public Func<string, string?> Environment(string address) => name =>
        name == KeyVariable ? Key : name == BaseVariable ? address + BasePath : null;

    /// <summary>A client of this vendor that asks a loopback server.</summary>
    public IChatClient Open(ProviderCatalogue catalogue, LoopbackServer server) =>
        catalogue.Open(Id.Replace("{address}", server.Address, StringComparison.Ordinal));

    public ProviderCatalogue Catalogue(LoopbackServer server, TimeProvider? clock = null) => new(Environment(server.Address), clock ?? new FakeTimeProvider());

    /// <summary>Asks a question and returns what went over the wire.</summary>
    public static async Task<Evidence.Exchange> Ask(IChatClient client, ChatOptions? options = null, string question = "What is six times seven?") =>
        (await client.GetResponseAsync([new ChatMessage(ChatRole.User, question)], options)).ExchangeOf();

    /// <summary>Options that have the answer streamed.</summary>
    public static ChatOptions Streamed => new() { AdditionalProperties = new() { [RequestOptionKeys.Stream] = true } };

    private static Vendor OpenAILike(string name, string id, string? key, string? address, string path) => new(name, id, key, address, path, OpenAIWhole, OpenAIEvents);
}
