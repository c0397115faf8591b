using System.Collections.Immutable;
using CodeRed.Evidence;

namespace CodeRed.Providers.Simulation;

/// <summary>What a simulated model answers.</summary>
internal sealed record SimulatedAnswer(
    string Text,
    bool Truncated,
    string ServedModel,
    string Fingerprint,
    TimeSpan Latency,
    TokenUsage Usage,
    ImmutableArray<TokenLogProbability> LogProbabilities);
