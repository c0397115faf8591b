using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

public sealed class ProviderCatalogueTests
{
    [Theory]
    [InlineData("openi:gpt-5.1", "'openi:gpt-5.1': there is no vendor 'openi'; did you mean openai? There are anthropic, gemini, openai, azure-openai, xai, deepseek, tinker, ollama, llamacpp, vllm, openai-compatible, replay, sim.")]
    [InlineData("mistral:large", "'mistral:large': there is no vendor 'mistral'; there are anthropic, gemini, openai, azure-openai, xai, deepseek, tinker, ollama, llamacpp, vllm, openai-compatible, replay, sim.")]
    [InlineData("openai:gpt-5.1", "'openai:gpt-5.1' needs a key; set OPENAI_API_KEY in the environment.")]
    [InlineData("anthropic:claude-opus-5", "'anthropic:claude-opus-5' needs a key; set ANTHROPIC_API_KEY in the environment.")]
    [InlineData("gemini:gemini-3-pro", "'gemini:gemini-3-pro' needs a key; set GEMINI_API_KEY in the environment.")]
    [InlineData("azure-openai:d", "'azure-openai:d' needs a key; set AZURE_OPENAI_API_KEY in the environment.")]
    [InlineData("azure-openai:d", "'azure-openai:d' needs an address; set AZURE_OPENAI_ENDPOINT in the environment, as in https://NAME.openai.azure.com.", "AZURE_OPENAI_API_KEY=k")]
    [InlineData("openai:gpt-5.1", "OPENAI_BASE_URL is http://example.org/v1, where the key would travel unencrypted; use https.", "OPENAI_API_KEY=k", "OPENAI_BASE_URL=http://example.org/v1")]
    [InlineData("openai:gpt-5.1", "OPENAI_BASE_URL: the address is no http or https address; write one such as http://localhost:8000/v1.", "OPENAI_API_KEY=k", "OPENAI_BASE_URL=example.org")]
    [InlineData("openai:gpt-5.1", "OPENAI_BASE_URL: https://example.org/v1 must be an address without a password, a query or a fragment; put the key in its variable.", "OPENAI_API_KEY=k", "OPENAI_BASE_URL=https://me:secret@example.org/v1?a=secret")]
    [InlineData("openai:gpt-5.1", "What stands in OPENAI_API_KEY cannot be a key: it has spaces or characters outside ASCII in it.", "OPENAI_API_KEY=sk-1 sk-2")]
    [InlineData("openai:gpt-5.1?base_url=https://evil.example", "'openai:gpt-5.1?base_url=https://evil.example': openai has no parameter 'base_url'; it has api.", "OPENAI_API_KEY=k")]
    [InlineData("openai:gpt-5.1?api=chats", "'openai:gpt-5.1?api=chats': api is 'chats'; write api=chat or api=responses.", "OPENAI_API_KEY=k")]
    [InlineData("xai:grok-4?base_url=https://evil.example", "'xai:grok-4?base_url=https://evil.example': xai takes no parameters, so leave '?base_url' out.", "XAI_API_KEY=k")]
    [InlineData("openai-compatible:m", "'openai-compatible:m' needs an address; write openai-compatible:m?base_url=http://localhost:8000/v1.")]
    [InlineData("openai-compatible:m?base_url=ftp://a", "'openai-compatible:m?base_url=ftp://a': the address is no http or https address; write one such as http://localhost:8000/v1.")]
    [InlineData("vllm:m?base_url=https://evil.example/v1&key_env=OPENAI_API_KEY", "'vllm:m?base_url=https://evil.example/v1&key_env=OPENAI_API_KEY': key_env may only name a variable that begins with CODERED_KEY_, so that no id can send another secret away; set CODERED_KEY_VLLM, for example.", "OPENAI_API_KEY=k")]
    [InlineData("vllm:m?key_env=CODERED_KEY_MINE", "'vllm:m?key_env=CODERED_KEY_MINE' needs a key; set CODERED_KEY_MINE in the environment.")]
    public void A_target_that_cannot_be_opened_says_what_to_do(string id, string message, params string[] variables)
    {
        using var catalogue = Catalogue(variables);

        Assert.Equal(message, Assert.Throws<TargetException>(() => catalogue.Open(id)).Message);
    }

    [Theory]
    [InlineData("vllm:a?base_url=http://one:8000/v1", "vllm:b?base_url=http://two:8000/v1", false)]
    [InlineData("vllm:a?base_url=http://one:8000/v1", "vllm:b?base_url=http://one:8001/v1", false)]
    [InlineData("vllm:a?base_url=http://one:8000/v1", "openai-compatible:b?base_url=http://one:8000/v2", true)]
    [InlineData("vllm:a?base_url=http://one:8000/v1&key_env=CODERED_KEY_A", "vllm:a?base_url=http://one:8000/v1&key_env=CODERED_KEY_B", false)]
    [InlineData("vllm:a?base_url=http://one:8000/v1&key_env=CODERED_KEY_A", "openai-compatible:a?base_url=http://one:8000/v1&key_env=CODERED_KEY_SAME_AS_A", true)]
    [InlineData("openai:gpt-5.1", "openai:gpt-5-pro", true)]
    [InlineData("sim:demo", "sim:other", true)]
    public void Limits_are_shared_at_one_address_with_one_key_and_only_there(string one, string other, bool shared)
    {
        using var catalogue = Catalogue(["CODERED_KEY_A=first-key", "CODERED_KEY_B=second-key", "CODERED_KEY_SAME_AS_A=first-key", "OPENAI_API_KEY=k"]);
        var (place, place2) = (PlaceOf(one), PlaceOf(other));

        Assert.Equal(shared, place.Equals(place2));
        Assert.DoesNotContain("key", place.ToString(), StringComparison.Ordinal);

        AskedPlace PlaceOf(string id) => ProviderCatalogue.PlaceOf(TargetId.Parse(id), catalogue.Open(id));
    }

    [Theory]
    [InlineData("openai:gpt-5.1", "https://api.openai.com/", "openai:gpt-5.1")]
    [InlineData("openai:gpt-5.1?api=responses", "https://gateway.example/", "gateway.example:gpt-5.1")]
    [InlineData("anthropic:claude-opus-5", "https://gateway.example:8443/", "gateway.example:claude-opus-5")]
    [InlineData("azure-openai:mine", "https://me.openai.azure.com/", "azure-openai:mine")]
    [InlineData("ollama:llama3.2", "http://localhost:11434/", "ollama:llama3.2")]
    [InlineData("sim:demo", null, "sim:demo")]
    [InlineData("openai:gpt-5.1", "https://openai.example/", "openai.example:gpt-5.1")]
    [InlineData("openai:gpt-5.1", "https://api.openai.com.gateway.example/", "api.openai.com.gateway.example:gpt-5.1")]
    [InlineData("openai:gpt-5.1", "https://notapi.openai.com/", "notapi.openai.com:gpt-5.1")]
    public void A_gateway_is_another_seller_than_the_vendor(string id, string? at, string seller) =>
        Assert.Equal(seller, ProviderCatalogue.Seller(TargetId.Parse(id), at));

    [Theory]
    [InlineData("openai:gpt-5.1", "https://eu.api.openai.com/v1/chat/completions")]
    [InlineData("openai:gpt-5.1", "https://US.api.openai.com/v1/chat/completions")]
    [InlineData("openai:gpt-5.1", "https://api.openai.com./v1/chat/completions")]
    [InlineData("xai:grok-4", "https://eu-west-1.api.x.ai/v1/chat/completions")]
    public void A_region_of_the_vendors_own_host_is_the_vendor(string id, string at) =>
        Assert.Equal(id, ProviderCatalogue.Seller(TargetId.Parse(id), at));

    [Theory]
    [InlineData("https://openai/")]
    [InlineData("https://OpenAI:8443/v1/chat/completions")]
    [InlineData("https://openai./")]
    public void A_bare_host_that_is_called_like_a_vendor_is_not_the_vendor(string at) =>
        Assert.Equal("openai (host):gpt-5.1", ProviderCatalogue.Seller(TargetId.Parse("openai:gpt-5.1"), at));

    [Theory]
    [InlineData("openai:gpt-5.1", "/v1/chat/completions")]
    [InlineData("openai:gpt-5-pro", "/v1/responses")]
    [InlineData("openai:gpt-5.5-pro-2026-04-23", "/v1/responses")]
    [InlineData("openai:gpt-5.1-codex-max", "/v1/responses")]
    [InlineData("openai:o3-deep-research", "/v1/responses")]
    [InlineData("openai:gpt-5.1?api=responses", "/v1/responses")]
    [InlineData("openai:gpt-5-pro?api=chat", "/v1/chat/completions")]
    [InlineData("azure-openai:d", "/v1/openai/v1/chat/completions")]
    [InlineData("azure-openai:my d?api_version=2024-10-21", "/v1/openai/deployments/my%20d/chat/completions?api-version=2024-10-21")]
    [InlineData("gemini:gemini-3-pro", "/v1/v1beta/models/gemini-3-pro:generateContent")]
    [InlineData("gemini:tunedModels/mine", "/v1/v1beta/tunedModels/mine:generateContent")]
    [InlineData("gemini:a/../b?", "'gemini:a/../b?': '' is not a parameter; write name=value, joined by &.")]
    public async Task A_model_is_asked_where_it_answers(string id, string path)
    {
        await using var server = await LoopbackServer.Answering(500, "{}");
        using var catalogue = new ProviderCatalogue(name => name.EndsWith("_KEY", StringComparison.Ordinal) ? "k" : $"{server.Address}/v1/", new FakeTimeProvider());
        if (path[0] != '/')
        {
            Assert.Equal(path, Assert.Throws<TargetException>(() => catalogue.Open(id)).Message);
            return;
        }

        await Assert.ThrowsAsync<ProviderException>(() => Vendor.Ask(catalogue.Open(id)));

        Assert.Equal(path, Uri.UnescapeDataString(server.Seen.Single().Path).Replace(" ", "%20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vendor_s_key_does_not_go_where_an_id_points()
    {
        await using var server = await LoopbackServer.Answering(500, "{}");
        using var catalogue = Catalogue("VLLM_API_KEY=secret-of-vllm", "CODERED_KEY_MINE=secret-of-mine");

        await Assert.ThrowsAsync<ProviderException>(() => Vendor.Ask(catalogue.Open($"vllm:m?base_url={server.Address}")));
        await Assert.ThrowsAsync<ProviderException>(() => Vendor.Ask(catalogue.Open($"vllm:m?base_url={server.Address}&key_env=CODERED_KEY_MINE")));

        Assert.DoesNotContain("authorization", server.Seen[0].Headers.Keys);
        Assert.Equal("Bearer secret-of-mine", server.Seen[1].Headers["authorization"]);
    }

    [Fact]
    public void Every_vendor_of_the_list_can_be_opened_and_tells_who_it_is()
    {
        string recording = Path.GetTempFileName();
        File.WriteAllText(recording, """{"prompt": "a", "answer": "b"}""");
        using var catalogue = new ProviderCatalogue(name => name.EndsWith("_KEY", StringComparison.Ordinal) ? "k" : name == "AZURE_OPENAI_ENDPOINT" ? "https://example.org" : null, new FakeTimeProvider());
        foreach (string vendor in ProviderCatalogue.Vendors)
        {
            using var client = catalogue.Open(vendor switch { "replay" => $"replay:{recording}", "openai-compatible" => "openai-compatible:m?base_url=http://localhost:1/v1", _ => $"{vendor}:m" });

            Assert.Equal(vendor, client.GetService<ChatClientMetadata>()!.ProviderName);
            Assert.Equal(vendor, client.GetService<TargetId>()!.Vendor);
            Assert.Same(client, client.GetService<IChatClient>());
            Assert.Null(client.GetService<string>());
        }

        File.Delete(recording);
        Assert.Equal(
            ["ANTHROPIC_API_KEY", "GEMINI_API_KEY", "OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "XAI_API_KEY", "DEEPSEEK_API_KEY", "TINKER_API_KEY", "LLAMA_API_KEY", "VLLM_API_KEY"],
            ProviderCatalogue.KeyVariables);
    }

    private static ProviderCatalogue Catalogue(params string[] variables)
    {
        var set = variables.Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
        return new(set.GetValueOrDefault, new FakeTimeProvider());
    }
}
