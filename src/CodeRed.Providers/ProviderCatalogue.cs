using System.Net;
using CodeRed.Evidence.Documents;
using CodeRed.Providers.Anthropic;
using CodeRed.Providers.Gemini;
using CodeRed.Providers.OpenAI;
using CodeRed.Providers.Replay;
using CodeRed.Providers.Simulation;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers;

/// <summary>Every vendor, and the connections to them. Clients of one catalogue share connections; dispose it after them.</summary>
/// <remarks>Keys and addresses come from the environment only, so that no file, and no suite by somebody else, can hold a key or send it elsewhere.</remarks>
public sealed class ProviderCatalogue : IDisposable
{
    /// <summary>How long nothing may come before a request counts as timed out.</summary>
    public static readonly TimeSpan DefaultSilence = TimeSpan.FromMinutes(10);

    /// <summary>What the name of a variable must begin with, for an id to name it: nobody else's secret can be asked for by an id.</summary>
    private const string KeyPrefix = "CODERED_KEY_";

    private const string Anthropic = "anthropic";
    private const string AnthropicAddress = "https://api.anthropic.com";
    private const string AnthropicKey = "ANTHROPIC_API_KEY";
    private const string Gemini = "gemini";
    private const string GeminiAddress = "https://generativelanguage.googleapis.com";
    private const string GeminiKey = "GEMINI_API_KEY";

    private readonly Func<string, string?> environment;
    private readonly TimeProvider clock;
    private readonly TimeSpan silence;
    private readonly Lazy<HttpClient> http = new(Connections);

    /// <summary>A catalogue.</summary>
    /// <param name="environment">The value of an environment variable; null or empty when it is not set.</param>
    /// <param name="clock">Of latencies, of time limits and of simulated models.</param>
    /// <param name="silence">How long nothing may come; <see cref="DefaultSilence"/> where it is not given.</param>
    public ProviderCatalogue(Func<string, string?> environment, TimeProvider clock, TimeSpan? silence = null)
    {
        this.environment = environment;
        this.clock = clock;
        this.silence = silence ?? DefaultSilence;
    }

    /// <summary>The vendors by their names in an id.</summary>
    public static IReadOnlyList<string> Vendors { get; } = [Anthropic, Gemini, .. OpenAIQuirks.All.Select(q => q.Vendor), "replay", "sim"];

    /// <summary>The environment variables that hold keys, for a list of what is set.</summary>
    public static IReadOnlyList<string> KeyVariables { get; } = [AnthropicKey, GeminiKey, .. OpenAIQuirks.All.Select(q => q.KeyVariable).OfType<string>()];

    /// <summary>Whether a vendor is a server that the user runs, or chooses: no list says what it costs, and nobody but the user starts it.</summary>
    /// <param name="vendor">As in <see cref="Vendors"/>.</param>
    public static bool IsOwnServer(string vendor) => OpenAIQuirks.All.Any(q => q.Vendor == vendor && !q.Hosted);

    /// <summary>The host of a vendor's own service, as in <c>api.openai.com</c>; null where the vendor has none that is the same for all.</summary>
    /// <param name="vendor">As in <see cref="Vendors"/>.</param>
    public static string? OwnHost(string vendor) => vendor switch
    {
        Anthropic => new Uri(AnthropicAddress).Host,
        Gemini => new Uri(GeminiAddress).Host,
        _ => OpenAIQuirks.All.FirstOrDefault(q => q.Vendor == vendor && q.Hosted)?.BaseAddress is { } usual ? new Uri(usual).Host : null,
    };

    /// <summary>
    /// Who sells the answers: the id itself where its vendor answers, from whichever region; <c>HOST:MODEL</c> where a gateway does. What a gateway asks is not what the
    /// vendor asks.
    /// </summary>
    /// <param name="id">Who is asked.</param>
    /// <param name="at">Where, as an absolute address; null where nothing goes over a wire.</param>
    /// <remarks>A host without a dot, as in <c>https://openai/</c>, is written <c>openai (host)</c>: a name of one's own network must not pass for a vendor's.</remarks>
    public static string Seller(TargetId id, string? at)
    {
        if (at is null || OwnHost(id.Vendor) is not { } own)
        {
            return id.Text;
        }

        string host = new Uri(at).Host.TrimEnd('.');
        return host == own || host.EndsWith("." + own, StringComparison.Ordinal) ? id.Text
            : host.Contains('.', StringComparison.Ordinal) ? $"{host}:{id.Model}"
            : $"{host} (host):{id.Model}";
    }

    /// <summary>What limits hold for together: the place of a client that the catalogue opened.</summary>
    public static AskedPlace PlaceOf(TargetId id, IChatClient client) => client.GetService(typeof(AskedPlace)) as AskedPlace ?? new(id.Vendor, null);

    /// <summary>Opens a target by its id.</summary>
    /// <exception cref="TargetException">The id, the key or the address is wrong.</exception>
    public IChatClient Open(string id) => Open(TargetId.Parse(id));

    /// <summary>Opens a target.</summary>
    /// <exception cref="TargetException">The id, the key or the address is wrong.</exception>
    /// <exception cref="DocumentException">A recording cannot be read.</exception>
    public IChatClient Open(TargetId id)
    {
        switch (id.Vendor)
        {
            case "sim":
                return new SimulatedChatClient(id, SimulatedModel.Parse(id), clock);
            case "replay":
                return new ReplayChatClient(id, Recording.Open(id.Model), clock);
            case Anthropic:
                id.AllowOnly();
                return Hosted(id, AnthropicAddress, "ANTHROPIC_BASE_URL", AnthropicKey, (start, key) => new MessagesWire(id.Model, start, key));
            case Gemini:
                id.AllowOnly();
                return Hosted(id, GeminiAddress, "GEMINI_BASE_URL", GeminiKey, (start, key) => new GenerateContentWire(id.Model, start, key));
        }

        if (OpenAIQuirks.All.FirstOrDefault(q => q.Vendor == id.Vendor) is { } quirks)
        {
            return OpenAI(id, quirks);
        }

        string meant = NearestName.To(id.Vendor, Vendors) is { } near ? $"did you mean {near}? There" : "there";
        throw new TargetException($"'{id}': there is no vendor '{id.Vendor}'; {meant} are {string.Join(", ", Vendors)}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (http.IsValueCreated)
        {
            http.Value.Dispose();
        }
    }

    private static HttpClient Connections() => new(new SocketsHttpHandler
    {
        // A redirect would take the key along to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private WireChatClient OpenAI(TargetId id, OpenAIQuirks quirks)
    {
        switch (quirks.Vendor)
        {
            case "openai":
                id.AllowOnly("api");
                string api = id.Single("api") ?? (ResponsesWire.IsNeededBy(id.Model) ? "responses" : "chat");
                return Hosted(id, quirks, (start, key) => api switch
                {
                    "chat" => new ChatCompletionsWire(quirks, id.Model, new Uri($"{start}/chat/completions"), key),
                    "responses" => new ResponsesWire(id.Model, new Uri($"{start}/responses"), key),
                    _ => throw new TargetException($"'{id}': api is '{api}'; write api=chat or api=responses."),
                });
            case "azure-openai":
                id.AllowOnly("api_version");
                string path = id.Single("api_version") is { } version
                    ? $"/openai/deployments/{Uri.EscapeDataString(id.Model)}/chat/completions?api-version={Uri.EscapeDataString(version)}"
                    : "/openai/v1/chat/completions";
                return Hosted(id, quirks, (start, key) => new ChatCompletionsWire(quirks, id.Model, new Uri(start + path), key));
            case var _ when quirks.Hosted:
                id.AllowOnly();
                return Hosted(id, quirks, (start, key) => new ChatCompletionsWire(quirks, id.Model, new Uri($"{start}/chat/completions"), key));
            default:
                id.AllowOnly("base_url", "key_env");
                var (address, own) = OwnServer(id, quirks);
                return Client(id, new ChatCompletionsWire(quirks, id.Model, new Uri($"{address}/chat/completions"), own), own);
        }
    }

    private WireChatClient Client(TargetId id, Wire wire, ApiKey? key) => new(id, wire, key, http.Value, clock, silence);

    private WireChatClient Hosted(TargetId id, OpenAIQuirks quirks, Func<string, ApiKey, Wire> wire) =>
        Hosted(id, quirks.BaseAddress, quirks.BaseVariable!, quirks.KeyVariable!, wire);

    /// <summary>A vendor's own service: the key goes to the vendor, or where the environment says.</summary>
    private WireChatClient Hosted(TargetId id, string? usual, string baseVariable, string keyVariable, Func<string, ApiKey, Wire> wire)
    {
        string text = Variable(keyVariable) ?? throw new TargetException($"'{id}' needs a key; set {keyVariable} in the environment.");
        string? other = Variable(baseVariable);
        string address = other ?? usual ?? throw new TargetException($"'{id}' needs an address; set {baseVariable} in the environment, as in https://NAME.openai.azure.com.");
        var uri = Address(baseVariable, address);
        if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
        {
            throw new TargetException($"{baseVariable} is {Plain(uri)}, where the key would travel unencrypted; use https.");
        }

        var key = ApiKey.From(keyVariable, text);
        return Client(id, wire(uri.AbsoluteUri.TrimEnd('/'), key), key);
    }

    /// <summary>The address and the key of a server that the user runs, or chooses.</summary>
    private (string Address, ApiKey? Key) OwnServer(TargetId id, OpenAIQuirks quirks)
    {
        string? given = id.Single("base_url");
        string? other = quirks.BaseVariable is null ? null : Variable(quirks.BaseVariable);
        string address = given ?? other ?? quirks.BaseAddress
            ?? throw new TargetException($"'{id}' needs an address; write {quirks.Vendor}:{id.Model}?base_url=http://localhost:8000/v1.");
        var uri = Address(given is not null || other is null ? $"'{id}'" : quirks.BaseVariable!, address);
        string? variable = id.Single("key_env");
        if (variable is not null && !variable.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            throw new TargetException(
                $"'{id}': key_env may only name a variable that begins with {KeyPrefix}, so that no id can send another secret away; set {KeyPrefix}{quirks.Vendor.ToUpperInvariant().Replace('-', '_')}, for example.");
        }

        // The vendor's own variable is meant for the vendor's own place, not for wherever an id points.
        variable ??= given is null ? quirks.KeyVariable : null;
        string? key = variable is null ? null : Variable(variable);
        return variable is not null && key is null && id.Single("key_env") is not null
            ? throw new TargetException($"'{id}' needs a key; set {variable} in the environment.")
            : (uri.AbsoluteUri.TrimEnd('/'), key is null ? null : ApiKey.From(variable!, key));
    }

    private static Uri Address(string where, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            throw new TargetException($"{where}: the address is no http or https address; write one such as http://localhost:8000/v1.");
        }

        return uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new TargetException($"{(where[0] == '\'' ? "" : where + ": ")}{Plain(uri)} must be an address without a password, a query or a fragment; put the key in its variable.");
    }

    private static string Plain(Uri uri) => $"{uri.Scheme}://{uri.Authority}{uri.AbsolutePath}";

    private string? Variable(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
