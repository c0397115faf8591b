using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeRed.Evidence;

namespace CodeRed.Providers.Simulation;

/// <summary>A model that does not exist, for trying things out: how often it is right is stated, not measured.</summary>
/// <remarks>
/// <para>
/// Every item has a difficulty u, uniform in [0, 1) by a hash of the question's text, and the same for every simulated model. With a
/// skill s and a noise v an answer is right if u &lt; s; but with probability v it is drawn anew and right with probability s. So an item is
/// answered rightly with probability (1 - v) [u &lt; s] + v s, whose mean over items is s, and a skill that falls by x loses x of the items.
/// </para>
/// <para>
/// To be right it must know the expected answer, which the caller hands over; it is no part of any request over a wire. All draws are hashes
/// of the seed, the question, the epoch and the ordinal: the same request always gets the same answer.
/// </para>
/// </remarks>
internal sealed class SimulatedModel
{
    /// <summary>A token of a model that does not exist.</summary>
    private const int CharactersPerToken = 4;

    private static readonly string[] ParameterNames = ["skill", "noise", "seed", "latency", "refusals", "fences", "truncated", "served", "change"];

    private readonly double skill;
    private readonly double noise;
    private readonly ulong seed;
    private readonly double refusals;
    private readonly double fences;
    private readonly double truncated;
    private readonly TimeSpan latency;
    private readonly string served;
    private readonly ImmutableArray<SimulatedChange> changes;

    private SimulatedModel(TargetId id)
    {
        skill = Share(id, "skill", 0.8);
        noise = Share(id, "noise", 0.2);
        refusals = Share(id, "refusals", 0);
        fences = Share(id, "fences", 0);
        truncated = Share(id, "truncated", 0);
        seed = id.Single("seed") is not { } text ? 1
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number
            : throw new TargetException($"'{id}': seed is '{text}'; write a whole number from 0.");
        latency = Latency(id);
        served = id.Single("served") ?? id.Model;
        changes = [.. id.Parameters.Where(p => p.Key == "change").Select(p => SimulatedChange.Parse(id, p.Value))];
    }

    /// <summary>What a draw is for: each purpose has draws of its own.</summary>
    private enum Draw : ulong
    {
        Difficulty = 1,
        Noise,
        Right,
        Wrong,
        Refusal,
        Fence,
        Cut,
        Rollout,
        Latency,
        Weights,
        Wobble,
    }

    /// <summary>Reads the parameters of a <c>sim:</c> id.</summary>
    /// <exception cref="TargetException">One of them is wrong.</exception>
    public static SimulatedModel Parse(TargetId id)
    {
        id.AllowOnly(ParameterNames);
        return new(id);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">What is asked, with the expected answer where it is known.</param>
    /// <param name="ordinal">How many requests were answered before.</param>
    /// <param name="now">The time, for changes that begin at one.</param>
    /// <returns>The answer; null during an outage.</returns>
    public SimulatedAnswer? Answer(ChatRequest request, long ordinal, DateTimeOffset now)
    {
        string question = request.Messages[^1].Text;
        ulong item = Hash(question);
        ulong once = Mix(item, seed, (ulong)ordinal, (ulong)(request.Epoch ?? 0));
        var state = new State(skill, noise, refusals, fences, truncated, 1, Swapped: false, Announced: false);
        for (int i = 0; i < changes.Length; i++)
        {
            var change = changes[i];
            if (change.IsActive(ordinal, now) && (change.OneIn == 1 || Uniform(Draw.Rollout, once, (ulong)i) < 1.0 / change.OneIn))
            {
                if (change.Kind == ChangeKind.Outage)
                {
                    return null;
                }

                state = state.After(change);
            }
        }

        string text = Text(request, question, item, once, state);
        bool cut = Uniform(Draw.Cut, once) < state.Truncated;
        if (cut)
        {
            text = text[..(text.Length / 2)];
        }

        foreach (int stop in request.Stop.Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).OrderDescending())
        {
            text = text[..stop];
        }

        if (request.MaxOutputTokens is { } most && Tokens(text) > most)
        {
            (text, cut) = (text[..(most * CharactersPerToken)], true);
        }

        var total = latency * state.Slowness * (0.75 + (0.5 * Uniform(Draw.Latency, once)));
        string name = state.Announced ? served + "-2" : served;
        return new(
            text,
            cut,
            $"{name} (simulated)",
            $"sim_{Hash(name):x16}",
            total,
            new TokenUsage(Tokens((request.System ?? "") + string.Concat(request.Messages.Select(m => m.Text))), null, null, Tokens(text), null),
            request.LogProbabilities ? LogProbabilities(text, item, once, state.Swapped, request.TopLogProbabilities ?? 0) : []);
    }

    private static int Tokens(string text) => (text.Length + CharactersPerToken - 1) / CharactersPerToken;

    private static string Text(ChatRequest request, string question, ulong item, ulong once, State state)
    {
        if (Uniform(Draw.Refusal, once) < state.Refusals)
        {
            return "I'm sorry, but I can't help with that.";
        }

        ulong weights = state.Swapped ? 1u : 0u;
        bool noisy = Uniform(Draw.Noise, once) < state.Noise;
        double difficulty = noisy ? Uniform(Draw.Right, once) : Uniform(Draw.Difficulty, item, weights);
        bool right = difficulty < state.Skill;
        ulong variant = noisy ? Mix((ulong)Draw.Wrong, once) : Mix((ulong)Draw.Wrong, item, weights);
        string answer = request.Expected is not { } expected ? $"This is a simulated answer to a question of {question.Length} characters, number {variant % 1000}."
            : right ? expected
            : WrongAnswer.To(expected, variant);
        return Uniform(Draw.Fence, once) < state.Fences ? $"```\n{answer}\n```" : answer;
    }

    private static ImmutableArray<TokenLogProbability> LogProbabilities(string text, ulong item, ulong once, bool swapped, int alternatives)
    {
        var tokens = ImmutableArray.CreateBuilder<TokenLogProbability>();
        for (int start = 0; start < text.Length; start += CharactersPerToken)
        {
            string token = text.Substring(start, Math.Min(CharactersPerToken, text.Length - start));
            double weight = Uniform(Draw.Weights, item, (ulong)start, swapped ? 1u : 0u);
            double probability = 0.55 + (0.4 * weight) + (0.02 * (Uniform(Draw.Wobble, once, (ulong)start) - 0.5));
            ImmutableArray<TokenLogProbability> others = alternatives switch
            {
                0 => [],
                1 => [new(token, Math.Log(probability), [])],
                _ => [new(token, Math.Log(probability), []), new("?", Math.Log(1 - probability), [])],
            };
            tokens.Add(new(token, Math.Log(probability), others));
        }

        return tokens.DrainToImmutable();
    }

    private static double Share(TargetId id, string name, double usual) =>
        id.Single(name) is not { } text ? usual
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1 ? share
        : throw new TargetException($"'{id}': {name} is '{text}'; write a share from 0 to 1, as in {name}={usual.ToString(CultureInfo.InvariantCulture)}.");

    private static TimeSpan Latency(TargetId id)
    {
        if (id.Single("latency") is not { } text)
        {
            return TimeSpan.Zero;
        }

        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1) : text.EndsWith('s') ? (text[..^1], 1000) : ("", 0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * unit <= 3_600_000
            ? TimeSpan.FromMilliseconds(count * unit)
            : throw new TargetException($"'{id}': latency is '{text}'; write a time up to an hour, as in latency=200ms or latency=1.5s.");
    }

    private static ulong Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    private static double Uniform(Draw purpose, params ReadOnlySpan<ulong> about) => (Mix([(ulong)purpose, .. about]) >> 11) * (1.0 / (1UL << 53));

    /// <summary>One number from several, each bit of which depends on all of them: the finaliser of SplitMix64 (Steele, Lea and Flood 2014), chained.</summary>
    private static ulong Mix(params ReadOnlySpan<ulong> numbers)
    {
        ulong mixed = 0;
        foreach (ulong number in numbers)
        {
            ulong z = mixed + number + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            mixed = z ^ (z >> 31);
        }

        return mixed;
    }

    /// <summary>The model as it is for one request.</summary>
    private readonly record struct State(double Skill, double Noise, double Refusals, double Fences, double Truncated, double Slowness, bool Swapped, bool Announced)
    {
        public State After(SimulatedChange change) => change.Kind switch
        {
            ChangeKind.Dumber => this with { Skill = Math.Max(0, Skill - change.Amount) },
            ChangeKind.Refusals => this with { Refusals = Math.Min(1, Refusals + change.Amount) },
            ChangeKind.Fences => this with { Fences = Math.Min(1, Fences + change.Amount) },
            ChangeKind.Truncated => this with { Truncated = Math.Min(1, Truncated + change.Amount) },
            ChangeKind.Swap => this with { Swapped = true, Announced = true },
            ChangeKind.SilentSwap => this with { Swapped = true },
            ChangeKind.Slow => this with { Slowness = Slowness * change.Amount },
            _ => this,
        };
    }
}
