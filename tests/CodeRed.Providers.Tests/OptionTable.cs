using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Providers.Tests;

/// <summary>What becomes of each option at each provider, as a server of ours saw it on the wire; and what of each provider's answer is read.</summary>
internal static class OptionTable
{
    /// <summary>Every option with a value that can be found again in a request.</summary>
    private static readonly (RequestOption Option, string Name, string Value, Action<ChatOptions> Ask)[] Options =
    [
        (RequestOption.SystemPrompt, "system prompt", "\"Be brief.\"", o => o.Instructions = "Be brief."),
        (RequestOption.Temperature, "temperature", "0.9", o => o.Temperature = 0.9f),
        (RequestOption.TopP, "top_p", "0.95", o => o.TopP = 0.95f),
        (RequestOption.TopK, "top_k", "41", o => o.TopK = 41),
        (RequestOption.Seed, "seed", "9007199254740993", o => o.Seed = 9007199254740993),
        (RequestOption.MaxOutputTokens, "max tokens", "11", o => o.MaxOutputTokens = 11),
        (RequestOption.Stop, "stop sequences", "\" answer\"", o => o.StopSequences = [" answer"]),
        (RequestOption.FrequencyPenalty, "frequency penalty", "0.3", o => o.FrequencyPenalty = 0.3f),
        (RequestOption.PresencePenalty, "presence penalty", "0.7", o => o.PresencePenalty = 0.7f),
        (RequestOption.JsonMode, "JSON mode", "json", o => o.ResponseFormat = ChatResponseFormat.Json),
        (RequestOption.JsonSchema, "JSON schema", "\"city\"", o => o.ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "place")),
        (RequestOption.LogProbabilities, "log-probabilities", "", o => o.AdditionalProperties = new() { [RequestOptionKeys.LogProbabilities] = true }),
        (RequestOption.TopLogProbabilities, "log-probabilities of alternatives", "3", o => o.AdditionalProperties = new() { [RequestOptionKeys.TopLogProbabilities] = 3 }),
        (RequestOption.ReasoningEffort, "reasoning effort", "high", o => o.Reasoning = new() { Effort = ReasoningEffort.High }),
        (RequestOption.Extra, "extra members", "\"v\"", o => o.AdditionalProperties = new() { [RequestOptionKeys.Extra] = new JsonObject { ["x"] = "v" } }),
        (RequestOption.Stream, "streaming", "", o => o.AdditionalProperties = new() { [RequestOptionKeys.Stream] = true }),
    ];

    private static JsonElement Schema { get; } = JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""").RootElement;

    /// <summary>What became of an option.</summary>
    /// <param name="Fate"><c>sent</c>, <c>refused</c>, <c>no effect</c> (where there is nothing to send to) or <c>dropped</c>, which must not be.</param>
    /// <param name="Member">As what it was sent.</param>
    public sealed record Cell(RequestOption Option, string Name, string Vendor, string Wire, string Fate, string Member);

    /// <summary>Asks every provider for every option, one at a time.</summary>
    public static async Task<IReadOnlyList<Cell>> Measure()
    {
        List<Cell> cells = [];
        foreach (var vendor in Vendor.All)
        {
            await using var server = await Answering(vendor);
            using var catalogue = vendor.Catalogue(server.Address);
            var client = vendor.Open(catalogue, server.Address);
            await Vendor.Ask(client);
            var plain = server.Seen[^1];
            foreach (var (option, name, value, ask) in Options)
            {
                int before = server.Seen.Count;
                var options = new ChatOptions();
                ask(options);
                string wire = Wire(plain.Path);
                try
                {
                    await Vendor.Ask(client, options);
                }
                catch (ProviderException refusal) when (refusal.Kind == FailureKind.OptionRefused)
                {
                    cells.Add(new(option, name, vendor.Name, wire, server.Seen.Count == before ? "refused" : "refused too late", ""));
                    continue;
                }

                var seen = server.Seen[^1];
                string[] members = [.. Added(plain.Body, seen.Body, ""), .. seen.Path == plain.Path ? [] : new[] { seen.Path[(seen.Path.LastIndexOf(':') + 1)..] }];
                bool there = members.Length > 0 && Without(plain.Text, seen.Text).Contains(value, StringComparison.OrdinalIgnoreCase);
                cells.Add(new(option, name, vendor.Name, wire, there ? "sent" : "dropped", string.Join(", ", members)));
            }
        }

        // Nothing goes over a wire here, so the answer shows whether an option was heeded. The place in the run is named, so that nothing else differs.
        string recording = Path.GetTempFileName();
        await File.WriteAllTextAsync(recording, """{"prompt": "What is six times seven?", "answer": "The answer is 42."}""");
        using var offline = new ProviderCatalogue(_ => null, new FakeTimeProvider());
        foreach (var (name, id, place, at) in ((string, string, string, object)[])[("replay", $"replay:{recording}", RequestOptionKeys.Epoch, 0), ("sim", "sim:model?noise=0", RequestOptionKeys.Ordinal, 0L)])
        {
            using var client = offline.Open(id);
            var plain = await At(new());
            foreach (var (option, called, _, ask) in Options)
            {
                var options = new ChatOptions();
                ask(options);
                var asked = await At(options);
                bool heeded = (asked.Answer, asked.LogProbabilities.Length, asked.LogProbabilities.FirstOrDefault()?.Alternatives.Length, asked.FirstToken)
                    != (plain.Answer, plain.LogProbabilities.Length, plain.LogProbabilities.FirstOrDefault()?.Alternatives.Length, plain.FirstToken);
                cells.Add(new(option, called, name, "", heeded ? "heeded" : "no effect", ""));
            }

            Task<Exchange> At(ChatOptions options)
            {
                (options.AdditionalProperties ??= [])[place] = at;
                return Vendor.Ask(client, options);
            }
        }

        File.Delete(recording);
        return cells;
    }

    /// <summary>The tables of the page.</summary>
    public static async Task<string> Markdown(IReadOnlyList<Cell> cells)
    {
        var page = new StringBuilder();
        page.AppendLine("What becomes of an option:").AppendLine();
        string[] vendors = [.. cells.Select(c => c.Vendor).Distinct()];
        Row(page, ["option", .. vendors]);
        Row(page, ["---", .. vendors.Select(_ => "---")]);
        foreach (var option in cells.GroupBy(c => c.Name))
        {
            Row(page, [option.Key, .. vendors.Select(v => option.Single(c => c.Vendor == v).Fate)]);
        }

        page.AppendLine().AppendLine("As what it is sent:").AppendLine();
        string[] wires = [.. cells.Where(c => c.Wire.Length > 0).Select(c => c.Wire).Distinct()];
        Row(page, ["option", .. wires]);
        Row(page, ["---", .. wires.Select(_ => "---")]);
        foreach (var option in cells.GroupBy(c => c.Name))
        {
            Row(page, [option.Key, .. wires.Select(w => Members([.. option.Where(c => c.Wire == w && c.Fate == "sent")]))]);
        }

        page.AppendLine().AppendLine("What is read of an answer, where the provider writes it:").AppendLine();
        Row(page, ["read", .. Vendor.All.Select(v => v.Name)]);
        Row(page, ["---", .. Vendor.All.Select(_ => "---")]);
        List<(Exchange Whole, Exchange Streamed)> answers = [];
        foreach (var vendor in Vendor.All)
        {
            await using var server = await Answering(vendor);
            using var catalogue = vendor.Catalogue(server.Address);
            var client = vendor.Open(catalogue, server.Address);
            answers.Add((await Vendor.Ask(client), await Vendor.Ask(client, Vendor.Streamed)));
        }

        foreach (var (name, read) in Reads)
        {
            // A streamed answer must tell as much as a whole one.
            Row(page, [name, .. answers.Select(a => (read(a.Whole), read(a.Streamed)) switch { (true, true) => "yes", (false, false) => "not available", (false, true) => "when streamed", _ => "when whole" })]);
        }

        return page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    private static readonly (string Name, Func<Exchange, bool> Read)[] Reads =
    [
        ("served model", e => e.ServedModel is not null),
        ("fingerprint", e => e.Fingerprint is not null),
        ("response id", e => e.ResponseId is not null),
        ("finish reason", e => e.FinishReason is not null),
        ("input and output tokens", e => e.Usage is { Input: not null, Output: not null }),
        ("cached input tokens", e => e.Usage?.CachedInput is not null),
        ("cache write tokens", e => e.Usage?.CacheWriteInput is not null),
        ("reasoning tokens", e => e.Usage?.Reasoning is not null),
        ("reasoning text", e => e.Reasoning is not null),
        ("log-probabilities", e => e.LogProbabilities.Length > 0),
        ("time to first token", e => e.FirstToken is not null),
    ];

    private static Task<LoopbackServer> Answering(Vendor vendor) => LoopbackServer.Start(async (context, request) =>
    {
        bool streamed = request.Body["stream"]?.GetValue<bool>() == true || request.Path.Contains("stream", StringComparison.Ordinal);
        context.Response.ContentType = streamed ? "text/event-stream" : "application/json";
        await context.Response.WriteAsync(streamed ? vendor.Events : vendor.Whole);
    });

    /// <summary>What a request has between what it shares with another at its beginning and at its end.</summary>
    private static string Without(string plain, string asked)
    {
        int start = plain.AsSpan().CommonPrefixLength(asked);
        int end = 0;
        while (end < Math.Min(plain.Length, asked.Length) - start && plain[^(end + 1)] == asked[^(end + 1)])
        {
            end++;
        }

        // One sign more on each side: the quotation marks of a text may be among what is shared.
        return asked[Math.Max(0, start - 1)..Math.Min(asked.Length, asked.Length - end + 1)];
    }

    private static string Wire(string path) => path.Contains("generateContent", StringComparison.Ordinal) ? "generateContent"
        : path.EndsWith("/messages", StringComparison.Ordinal) ? "messages"
        : path.EndsWith("/responses", StringComparison.Ordinal) ? "responses"
        : "chat completions";

    /// <summary>The members that a request has and another has not, or has otherwise.</summary>
    private static IEnumerable<string> Added(JsonObject plain, JsonObject asked, string path)
    {
        foreach (var (name, value) in asked)
        {
            var before = plain[name];
            if (before is JsonObject inner && value is JsonObject more)
            {
                foreach (string member in Added(inner, more, $"{path}{name}."))
                {
                    yield return member;
                }
            }
            else if (!JsonNode.DeepEquals(before, value))
            {
                yield return path + name;
            }
        }
    }

    private static string Members(Cell[] sent)
    {
        var groups = sent.GroupBy(c => c.Member).ToArray();
        return groups.Length switch
        {
            0 => "",
            1 => Coded(groups[0].Key),
            _ => string.Join("; ", groups.OrderByDescending(g => g.Count()).Select((g, i) => i == 0 ? Coded(g.Key) : $"{Coded(g.Key)} ({string.Join(", ", g.Select(c => c.Vendor))})")),
        };
    }

    private static string Coded(string members) => string.Join(", ", members.Split(", ").Select(m => $"`{m}`"));

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
}
