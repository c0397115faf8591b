using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.OpenAI;

/// <summary>In what a vendor's API differs from the others that speak the wire of OpenAI's chat completions.</summary>
/// <param name="Vendor">Its name in an id.</param>
/// <param name="BaseAddress">Where it is served; null when there is no usual place.</param>
/// <param name="BaseVariable">The environment variable that names another place.</param>
/// <param name="KeyVariable">The environment variable of the key; null when there is none of its own.</param>
/// <param name="KeyIsNeeded">Whether it answers nobody without a key.</param>
/// <param name="Hosted">Whether it is a vendor's own service: then the key goes only to the vendor or where the environment says, and never unencrypted.</param>
/// <param name="MaxTokensMember">How the limit of output tokens is called.</param>
/// <param name="Refused">What its API does not have.</param>
internal sealed record OpenAIQuirks(
    string Vendor,
    string? BaseAddress,
    string? BaseVariable,
    string? KeyVariable,
    bool KeyIsNeeded,
    bool Hosted,
    string MaxTokensMember,
    ImmutableArray<RequestOption> Refused)
{
    private const string MaxTokens = "max_tokens";
    private const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>Whether the model thinks unless told not to, and then ignores the options of sampling without a word.</summary>
    public bool ThinkingIgnoresSampling { get; init; }

    /// <summary>Efforts by OpenAI's words.</summary>
    public static string EffortOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };

    /// <summary>Every vendor on this wire.</summary>
    /// <remarks>
    /// Sources: openai-python (types/chat/completion_create_params.py), ollama (openai/openai.go), llama.cpp (tools/server/server-schema.cpp), vLLM
    /// (entrypoints/openai/chat_completion/protocol.py), api-docs.deepseek.com (Create Chat Completion, Thinking Mode), docs.x.ai, and
    /// tinker-docs.thinkingmachines.ai, which documents compatibility without a list of options.
    /// </remarks>
    public static ImmutableArray<OpenAIQuirks> All { get; } =
    [
        new("openai", "https://api.openai.com/v1", "OPENAI_BASE_URL", "OPENAI_API_KEY", true, true, MaxCompletionTokens, [RequestOption.TopK]),
        new("azure-openai", null, "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", true, true, MaxCompletionTokens, [RequestOption.TopK]),
        new("xai", "https://api.x.ai/v1", "XAI_BASE_URL", "XAI_API_KEY", true, true, MaxCompletionTokens, [RequestOption.TopK]),
        new("deepseek", "https://api.deepseek.com", "DEEPSEEK_BASE_URL", "DEEPSEEK_API_KEY", true, true, MaxTokens, [RequestOption.TopK, RequestOption.Seed, RequestOption.JsonSchema])
        {
            ThinkingIgnoresSampling = true,
        },
        new("tinker", "https://tinker.thinkingmachines.dev/services/tinker-prod/oai/api/v1", "TINKER_OPENAI_BASE_URL", "TINKER_API_KEY", true, true, MaxTokens, [RequestOption.TopK]),
        new("ollama", "http://localhost:11434/v1", "OLLAMA_BASE_URL", null, false, false, MaxTokens, [RequestOption.TopK]),
        new("llamacpp", "http://localhost:8080/v1", "LLAMACPP_BASE_URL", "LLAMA_API_KEY", false, false, MaxTokens, [RequestOption.ReasoningEffort]),
        new("vllm", "http://localhost:8000/v1", "VLLM_BASE_URL", "VLLM_API_KEY", false, false, MaxTokens, []),
        new("openai-compatible", null, null, null, false, false, MaxTokens, [RequestOption.TopK]),
    ];
}
