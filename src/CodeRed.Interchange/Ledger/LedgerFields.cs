using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>The keys of one entry of a ledger file, taken as what a ledger holds: ids, dates, sources, figures.</summary>
/// <remarks>As with <see cref="YamlFields"/>, what is missing or wrong is noted and comes back as null.</remarks>
internal sealed class LedgerFields(YamlNode node, string name, ICollection<DocumentProblem> problems)
{
    public const int LongestId = 200;
    private const int LongestName = 200;
    private const int LongestText = 2000;
    private static readonly FrozenSet<string> Schemes = FrozenSet.Create(StringComparer.Ordinal, Uri.UriSchemeHttps, Uri.UriSchemeHttp);

    private readonly YamlFields fields = new(node, name, problems);

    public YamlNode Node => node;

    public YamlNode? Any(string key) => fields.Any(key);

    public bool? Flag(string key) => fields.Flag(key);

    public int? Count(string key, int minimum = 1) => fields.Whole(key, minimum);

    public void RefuseOthers() => fields.RefuseOthers();

    public void Note(string key, string problem, string remedy) => fields.Note(fields.Any(key)?.Line ?? node.Line, problem, remedy);

    public void NoteAt(long line, string problem, string remedy) => fields.Note(line, problem, remedy);

    public void NoteMissing(string key, string remedy) => fields.Note(node.Line, $"'{key}' is missing", remedy);

    /// <summary>Whether a text can be an id: lower-case letters, digits and <c>. _ + -</c>, the first a letter or digit.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= LongestId && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '+' or '-');

    public string? Name(string key, bool required = true) => Text(key, required, LongestName);

    public string? Words(string key, bool required = false) => Text(key, required, LongestText);

    public ImmutableArray<string> Names(string key)
    {
        if (fields.Texts(key) is not { } texts)
        {
            return [];
        }

        if (texts.FirstOrDefault(text => text.Length is 0 or > LongestName) is { } wrong)
        {
            Note(key, wrong.Length == 0 ? $"an entry of '{key}' is empty" : $"an entry of '{key}' is longer than {LongestName} characters", "shorten it, or leave it out");
            return [];
        }

        return [.. texts];
    }

    /// <summary>An id that is given to something here.</summary>
    public string? Id(string key)
    {
        string? id = fields.Text(key);
        if (id is null || IsId(id))
        {
            return id;
        }

        Note(key, $"{fields.Any(key)!.Description} is not an id", IdForm);
        return null;
    }

    public static string IdForm { get; } = string.Create(
        CultureInfo.InvariantCulture, $"write lower-case letters, digits, full stops, hyphens and underscores, at most {LongestId} characters");

    /// <summary>An id of something that is written elsewhere.</summary>
    public string? Reference<T>(string key, LedgerNames<T> names, bool required = true)
        where T : class
    {
        string? id = Reference(key, names.Kind, required);
        if (id is not null && names.Find(id) is null)
        {
            var (problem, remedy) = names.Unknown(id);
            Note(key, problem, remedy);
            return null;
        }

        return id;
    }

    /// <summary>An id whose kind is looked up by the caller.</summary>
    public string? Reference(string key, string kind, bool required = true) => fields.Text(key, required, $"write the id of a {kind}");

    public ImmutableArray<string> References<T>(string key, LedgerNames<T> names)
        where T : class
    {
        var known = ImmutableArray.CreateBuilder<string>();
        foreach (string id in fields.Texts(key) ?? [])
        {
            if (names.Find(id) is null)
            {
                var (problem, remedy) = names.Unknown(id);
                Note(key, problem, remedy);
            }
            else
            {
                known.Add(id);
            }
        }

        return known.ToImmutable();
    }

    /// <summary>Ids that are looked up once everything is read.</summary>
    public ImmutableArray<string> Ids(string key) => [.. fields.Texts(key) ?? []];

    /// <summary>A list of numbers.</summary>
    public ImmutableArray<double>? Numbers(string key)
    {
        if (fields.Any(key) is not { } written)
        {
            return null;
        }

        var items = written.Kind == YamlKind.Sequence ? written.Items : [written];
        ImmutableArray<double> numbers = [.. items.Select(item => fields.Number(item, key)).OfType<decimal>().Select(number => (double)number)];
        return numbers.Length == items.Length ? numbers : null;
    }

    public PartialDate? Date(string key, bool required = false)
    {
        string? text = fields.Text(key, required, "write a date as 2025-12-05, or 2025-12 or 2025 where no more is known");
        if (text is null)
        {
            return null;
        }

        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        Note(
            key,
            $"'{key}' is {fields.Any(key)!.Description}, which is no date",
            string.Create(CultureInfo.InvariantCulture, $"write it as 2025-12-05, or 2025-12 or 2025 where no more is known, from {PartialDate.FirstYear} to {PartialDate.LastYear}"));
        return null;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string key, bool required = false)
    {
        if (required && fields.Any(key) is null)
        {
            NoteMissing(key, "write a number");
        }

        return fields.Number(key) is { } number ? (double)number : null;
    }

    public decimal? Money(string key, bool required = false)
    {
        if (required && fields.Any(key) is null)
        {
            NoteMissing(key, "write US dollars per million tokens");
        }

        decimal? money = fields.Number(key);
        if (money < 0)
        {
            Note(key, $"'{key}' is less than zero", "write US dollars per million tokens");
            return null;
        }

        return money;
    }

    /// <summary>One of the words of an enumeration, in snake_case.</summary>
    /// <param name="key">The key.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="allowed">The values that mean something here; none for all.</param>
    public T? Word<T>(string key, bool required = false, params ReadOnlySpan<T> allowed)
        where T : struct, Enum
    {
        string[] words = LedgerWords<T>.All;
        if (allowed.Length > 0)
        {
            words = [.. allowed.ToArray().Select(LedgerWords<T>.Of)];
        }

        if (required && fields.Any(key) is null)
        {
            NoteMissing(key, $"write one of {string.Join(", ", words)}");
            return null;
        }

        return fields.OneOf(key, words) is { } word ? LedgerWords<T>.Value(word) : null;
    }

    /// <summary>The sources of a fact: a mapping, or a list of them.</summary>
    public ImmutableArray<FactSource> Sources(string key = "source")
    {
        if (fields.Any(key) is not { } written)
        {
            NoteMissing(key, "write source: with title: and url:");
            return [];
        }

        var items = written.Kind == YamlKind.Sequence ? written.Items : [written];
        if (items.IsEmpty)
        {
            Note(key, $"'{key}' is an empty list", "write at least one source with title: and url:");
        }

        return [.. items.Select(Source).OfType<FactSource>()];
    }

    private FactSource? Source(YamlNode written)
    {
        var source = new LedgerFields(written, "a source", problems);
        if (written.Kind != YamlKind.Mapping)
        {
            return null;
        }

        string? title = source.Text("title", required: true, LongestText);
        string? url = source.Text("url", required: true, LongestText);
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && uri.Host.Length > 0))
        {
            source.Note("url", $"'url' is {source.Any("url")!.Description}, which is no web address", "write one that starts with https:// or http://");
            url = null;
        }

        var read = new FactSource(title ?? "", url ?? "", source.Date("published"), source.Date("read_on"), source.Flag("first_hand") ?? true, source.Text("commit", required: false, LongestName));
        source.RefuseOthers();
        return title is null || url is null ? null : read;
    }

    private string? Text(string key, bool required, int longest)
    {
        string? text = fields.Text(key, required);
        if (text?.Length > longest)
        {
            Note(key, string.Create(CultureInfo.InvariantCulture, $"'{key}' has {text.Length} characters"), string.Create(CultureInfo.InvariantCulture, $"write at most {longest}"));
            return null;
        }

        return text;
    }
}
