using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRed.Evidence.Documents;

namespace CodeRed.Evidence.Facts;

/// <summary>Which model a name stands for.</summary>
/// <remarks>
/// <para>A name matches in one normal form: case, width, spaces, underscores, hyphens, full stops and brackets do not count, a plus sign is the word
/// <c>plus</c>, and a date may be written <c>2025-08-07</c> or <c>20250807</c>. Before it may stand the model's own lab, as in
/// <c>openai/gpt-5</c>.</para>
/// <para>What matches no name is a question to a person and never a new model, nor the nearest one: a wrong guess would give one model the scores
/// of another. Even a name that only lacks or adds a date is a question, unless the date is the day of the model's release.</para>
/// </remarks>
public sealed class ModelNames
{
    private const int MostCandidates = 5;

    // Enough for any real name; beyond it looking is not worth its time.
    private const int LongestName = 300;

    private readonly Dictionary<string, Model> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _labNames = new(StringComparer.Ordinal);
    private readonly ILookup<string, Model> _byVersion;
    private readonly Lazy<ImmutableArray<string>> _spellings;

    /// <summary>The names of a ledger's models.</summary>
    public ModelNames(Ledger ledger)
        : this(ledger.Models.Values.OrderBy(model => model.Id, StringComparer.Ordinal), ledger.Labs.Values)
    {
    }

    /// <summary>The names of some models; where two share a name, which a ledger does not allow, the first has it.</summary>
    public ModelNames(IEnumerable<Model> models, IEnumerable<Lab> labs)
    {
        ImmutableArray<Model> all = [.. models];
        foreach (var model in all)
        {
            foreach (string name in NamesOf(model))
            {
                _byName.TryAdd(Normal(name), model);
            }
        }

        _byVersion = all.ToLookup(model => Normal(model.Version), StringComparer.Ordinal);
        foreach (var lab in labs)
        {
            _labNames[lab.Id] = [.. new[] { lab.Id, lab.Name }.Concat(lab.Aliases).Select(Normal)];
        }

        _spellings = new(() => [.. all.SelectMany(NamesOf)]);
    }

    /// <summary>All that a model is called: its id, its name, its aliases.</summary>
    public static IEnumerable<string> NamesOf(Model model) => [model.Id, model.Name, .. model.Aliases];

    /// <summary>The form in which two spellings of one name are the same.</summary>
    public static string Normal(string name)
    {
        var normal = new StringBuilder(name.Length);
        bool gap = false;
        foreach (char written in name)
        {
            // Full-width forms as their ASCII ones.
            char c = written is >= '\uFF01' and <= '\uFF5E' ? (char)(written - 0xFEE0) : written;
            if (char.IsLetterOrDigit(c) || c == '+')
            {
                if ((gap || c == '+') && normal.Length > 0)
                {
                    normal.Append('-');
                }

                gap = c == '+';
                normal.Append(c == '+' ? "plus" : char.ToLowerInvariant(c));
            }
            else
            {
                gap = true;
            }
        }

        return JoinDates(normal.ToString());
    }

    /// <summary>Finds the model of a name.</summary>
    /// <param name="name">As a benchmark, a vendor or a user wrote it.</param>
    public ModelMatch Find(string name)
    {
        if (name.Length > LongestName)
        {
            return new ModelMatch(name, null, []);
        }

        if (Exactly(name) is { } model)
        {
            return new ModelMatch(name, model, []);
        }

        string normal = Normal(AfterPrefix(name));
        var candidates = new List<Model>();
        string undated = WithoutDate(normal, out var date);
        if (date is { } day)
        {
            foreach (var candidate in Called(undated))
            {
                if (candidate.Released is { IsDay: true } released && released.First == day)
                {
                    return new ModelMatch(name, candidate, []);
                }

                candidates.Add(candidate);
            }
        }

        candidates.AddRange(_byVersion[normal]);
        candidates.AddRange(Called(normal));
        if (NearestName.To(normal, _spellings.Value) is { } near)
        {
            candidates.Add(_byName[Normal(near)]);
        }

        candidates.AddRange(_byName.Where(pair => pair.Key.StartsWith(undated + "-", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));
        return new ModelMatch(name, null, [.. candidates.DistinctBy(candidate => candidate.Id).Take(MostCandidates)]);
    }

    private Model? Exactly(string name)
    {
        if (_byName.TryGetValue(Normal(name), out var model))
        {
            return model;
        }

        // "openrouter/openai/gpt-5": only the lab's own name says whose model it is; "somebody/gpt-5" may be anything.
        string[] parts = name.Split('/', StringSplitOptions.TrimEntries);
        return parts.Length > 1 && _byName.TryGetValue(Normal(parts[^1]), out model)
            && _labNames.TryGetValue(model.Lab, out var names) && names.Contains(Normal(parts[^2]))
            ? model
            : null;
    }

    private IEnumerable<Model> Called(string normal) => _byName.TryGetValue(normal, out var model) ? [model] : [];

    private static string AfterPrefix(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Writes every <c>2025-08-07</c> among the parts as <c>20250807</c>.</summary>
    private static string JoinDates(string normal)
    {
        string[] parts = normal.Split('-');
        if (parts.Length < 3)
        {
            return normal;
        }

        var joined = new List<string>(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            if (i + 2 < parts.Length && parts[i].Length == 4 && parts[i + 1].Length == 2 && parts[i + 2].Length == 2
                && Day(parts[i] + parts[i + 1] + parts[i + 2]) is not null)
            {
                joined.Add(parts[i] + parts[i + 1] + parts[i + 2]);
                i += 2;
            }
            else
            {
                joined.Add(parts[i]);
            }
        }

        return string.Join('-', joined);
    }

    private static string WithoutDate(string normal, out DateOnly? date)
    {
        string[] parts = normal.Split('-');
        for (int i = parts.Length - 1; i > 0; i--)
        {
            if (Day(parts[i]) is { } day)
            {
                date = day;
                return string.Join('-', parts.Where((_, at) => at != i));
            }
        }

        date = null;
        return normal;
    }

    private static DateOnly? Day(string digits) =>
        digits.Length == 8 && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2015 and <= PartialDate.LastYear
            ? day
            : null;
}

/// <summary>What a name stands for, or what it might.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Model">The model; null where the ledger does not say.</param>
/// <param name="Candidates">Models it might be, the likeliest first, at most five; empty where <paramref name="Model"/> is known or none is near.</param>
public sealed record ModelMatch(string Name, Model? Model, ImmutableArray<Model> Candidates);
