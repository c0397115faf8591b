using System.Text.Json;
using System.Text.Json.Serialization;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Levels;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics.Growth;
using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;
using CodeRed.Statistics.Survival;
using RunnerKind = CodeRed.Evidence.Facts.RunnerKind;

namespace CodeRed.Findings;

/// <summary>The JSON form of findings: documented, versioned by their <c>schema</c>, snake_case throughout.</summary>
/// <remarks>Text from outside is escaped to ASCII, so that a terminal shows it inert.</remarks>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(SnakeCase<Verdict>),
        typeof(SnakeCase<Framing>),
        typeof(SnakeCase<VerdictReason>),
        typeof(SnakeCase<TestMethod>),
        typeof(SnakeCase<MeasureKind>),
        typeof(SnakeCase<DiagnosisKind>),
        typeof(SnakeCase<FigureKind>),
        typeof(SnakeCase<OnsetKind>),
        typeof(SnakeCase<UnknownKind>),
        typeof(SnakeCase<LogDriftReason>),
        typeof(SnakeCase<LogMetricKind>),
        typeof(SnakeCase<Better>),
        typeof(ContentHashJson),
        typeof(SnakeCase<RankingVerdict>),
        typeof(SnakeCase<UnrankedReason>),
        typeof(SnakeCase<VoteCluster>),
        typeof(SnakeCase<TieTreatment>),
        typeof(SnakeCase<CovarianceKind>),
        typeof(SnakeCase<RankingRefusalReason>),
        typeof(SnakeCase<ClaimVerdict>),
        typeof(SnakeCase<UndecidableKind>),
        typeof(SnakeCase<Combination>),
        typeof(SnakeCase<BoardNeed>),
        typeof(SnakeCase<Meeting>),
        typeof(SnakeCase<RunnerKind>),
        typeof(SnakeCase<Runners>),
        typeof(SnakeCase<CapabilityRefusalReason>),
        typeof(SnakeCase<CapabilityPrior>),
        typeof(SnakeCase<VariationKind>),
        typeof(SnakeCase<MisfitKind>),
        typeof(SnakeCase<LeadVerdict>),
        typeof(SnakeCase<Robustness>),
        typeof(SnakeCase<VariationOutcome>),
        typeof(SnakeCase<Level>),
        typeof(SnakeCase<FactKind>),
        typeof(SnakeCase<DateMeaning>),
        typeof(PartialDateJson),
        typeof(SnakeCase<Precision>),
        typeof(SnakeCase<CounterKind>),
        typeof(SnakeCase<NoGrowthReason>),
        typeof(SnakeCase<GrowthBasis>),
        typeof(SnakeCase<Larger>),
        typeof(SnakeCase<CrossingShape>),
        typeof(SnakeCase<IncomparableReason>),
        typeof(SnakeCase<SurvivalRefusalReason>),
        typeof(SnakeCase<DepartureChange>),
        typeof(SnakeCase<CompareVerdict>),
        typeof(SnakeCase<FrontPlace>),
        typeof(SnakeCase<PriceGap>),
        typeof(SnakeCase<CompareUnknownKind>),
    ])]
[JsonSerializable(typeof(DriftFinding))]
[JsonSerializable(typeof(LogDriftFinding))]
[JsonSerializable(typeof(RankingFinding))]
[JsonSerializable(typeof(ClaimsFinding))]
[JsonSerializable(typeof(StandingFinding))]
[JsonSerializable(typeof(LevelsFinding))]
[JsonSerializable(typeof(BriefFinding))]
[JsonSerializable(typeof(UsageFinding))]
[JsonSerializable(typeof(TalentFinding))]
[JsonSerializable(typeof(CompareFinding))]
internal sealed partial class FindingJsonContext : JsonSerializerContext;

/// <summary>Writes findings as JSON.</summary>
public static class FindingJson
{
    /// <summary>A drift finding as indented JSON.</summary>
    public static string Write(DriftFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.DriftFinding);

    /// <summary>A log drift finding as indented JSON.</summary>
    public static string Write(LogDriftFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.LogDriftFinding);

    /// <summary>A ranking as indented JSON.</summary>
    public static string Write(RankingFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.RankingFinding);

    /// <summary>Claims as indented JSON.</summary>
    public static string Write(ClaimsFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.ClaimsFinding);

    /// <summary>Levels as indented JSON.</summary>
    public static string Write(LevelsFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.LevelsFinding);

    /// <summary>A brief as indented JSON.</summary>
    public static string Write(BriefFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.BriefFinding);

    /// <summary>A standing as indented JSON.</summary>
    public static string Write(StandingFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.StandingFinding);

    /// <summary>Usage as indented JSON.</summary>
    public static string Write(UsageFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.UsageFinding);

    /// <summary>Talent as indented JSON.</summary>
    public static string Write(TalentFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.TalentFinding);

    /// <summary>A comparison of several runs as indented JSON.</summary>
    public static string Write(CompareFinding finding) => JsonSerializer.Serialize(finding, FindingJsonContext.Default.CompareFinding);
}

/// <summary>An enumeration as snake_case words.</summary>
internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>A content hash as its hexadecimal digits.</summary>
internal sealed class ContentHashJson : JsonConverter<ContentHash>
{
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ContentHash.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
}

/// <summary>A day, month or year as it is written.</summary>
internal sealed class PartialDateJson : JsonConverter<PartialDate>
{
    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PartialDate.TryParse(reader.GetString(), out var date) ? date : throw new JsonException("A date is written 2025-12-05, 2025-12 or 2025.");

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
