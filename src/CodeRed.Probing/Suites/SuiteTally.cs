using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>What one pass over a suite's items comes to.</summary>
internal sealed class SuiteTally
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<ulong> ids = [];
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    // Mostly all items have the same.
    private GenerationOptions options = GenerationOptions.None;
    private string optionsSpelling = "{}";
    private bool scored;
    private bool abstains;
    private bool formatted;

    public SuiteTally(int epochs) => Append($"codered.suite/1 {epochs}");

    public long Items { get; private set; }

    public long Judgements { get; private set; }

    public HashSet<string> Repeated { get; } = new(StringComparer.Ordinal);

    public ContentHash Hash { get; private set; }

    /// <summary>Takes an item in; a given id that stands twice is noted.</summary>
    public void Add(ProbeItem item, List<DocumentProblem> problems)
    {
        Hashed(item);
        Items++;
        Judgements += item.Judgements;
        abstains |= item.IsAbstentionAware;
        scored |= item.Assertions.Threshold is not null || item.Assertions.Assertions.Count(a => a.Weight > 0) > 1 || item.Assertions.Assertions.Any(a => a.PassMark < 1);
        foreach (var assertion in item.Assertions.Assertions)
        {
            formatted |= SuiteMetrics.IsFormat(assertion);
            if (assertion.Metric is { } metric && named.Add(metric) && SuiteMetrics.Reserved.Contains(metric))
            {
                problems.Add(new(item.Path, item.Line, $"'{metric}' is a metric that every suite may have", "give the assertion's metric another name"));
            }
        }

        if (!ids.Add(First8(item.Id)))
        {
            Repeated.Add(item.Id);
            if (item.HasGivenId)
            {
                problems.Add(new(item.Path, item.Line, $"the id '{item.Id}' stands here a second time", "give each test its own id"));
            }
        }
    }

    /// <summary>Takes an item into the hash alone.</summary>
    /// <remarks>The canonical spelling of its parts, written directly: every pass over a suite asks for it.</remarks>
    public void Hashed(ProbeItem item)
    {
        using var spelling = CanonicalWriter.Take();
        var writer = spelling.Json;
        writer.WriteStartObject();
        writer.WriteBoolean("abstention_aware", item.IsAbstentionAware);
        writer.WritePropertyName("grading");
        writer.WriteRawValue(item.Assertions.Canonical, skipInputValidation: true);
        writer.WriteString("id", item.Id);
        writer.WriteStartArray("messages");
        foreach (var message in item.Messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.ToString());
            writer.WriteString("text", message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WritePropertyName("options");
        writer.WriteRawValue(SpellingOf(item.Options), skipInputValidation: true);
        writer.WriteString("stratum", item.Stratum);
        writer.WriteEndObject();
        hash.AppendData(spelling.Written);
        hash.AppendData("\n"u8);
    }

    public void Finish() => Hash = ContentHash.FromDigest(hash.GetHashAndReset());

    public SuiteMetrics Metrics() => new(scored, abstains, formatted, named.Order(StringComparer.Ordinal));

    private string SpellingOf(GenerationOptions asked)
    {
        if (!ReferenceEquals(asked, options))
        {
            (options, optionsSpelling) = (asked, CanonicalJson.Write(asked.ToJson()));
        }

        return optionsSpelling;
    }

    private static ulong First8(string id) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void Append(string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData("\n"u8);
    }
}
