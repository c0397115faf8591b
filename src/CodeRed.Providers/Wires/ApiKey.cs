using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CodeRed.Providers.Wires;

/// <summary>A key that is sent in a header and shown nowhere.</summary>
/// <remarks>Not a record: a record would print it.</remarks>
internal sealed class ApiKey
{
    /// <summary>What stands where a key stood.</summary>
    public const string Hidden = "[key]";

    /// <summary>Parts of a key from this length on are hidden too: providers quote the beginning and the end of a wrong key.</summary>
    private const int TellingPart = 6;

    private readonly string value;

    private ApiKey(string value) => this.value = value;

    /// <summary>Wraps a key; white space around it, such as the line end of a file, is not part of it.</summary>
    /// <param name="variable">Where it stands, for the message.</param>
    /// <param name="value">As it stands there.</param>
    /// <exception cref="TargetException">It cannot be sent in a header.</exception>
    public static ApiKey From(string variable, string value) =>
        value.Trim() is var key && key.All(c => c is > ' ' and < '\x7f')
            ? new(key)
            : throw new TargetException($"What stands in {variable} cannot be a key: it has spaces or characters outside ASCII in it.");

    /// <summary>Sends it.</summary>
    public void AddTo(HttpRequestMessage request, string header, string scheme) =>
        request.Headers.TryAddWithoutValidation(header, scheme.Length == 0 ? value : $"{scheme} {value}");

    /// <summary>Tells keys apart and does not tell them: a SHA-256 digest, for memory only.</summary>
    public string Digest => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    /// <summary>Hides the key where a text holds it as a whole. For answers, where nothing else may be touched.</summary>
    public string? Whole(string? text) => text is null || value.Length == 0 ? text : text.Replace(value, Hidden, StringComparison.Ordinal);

    /// <summary>Hides the key and every telling part of it: for what a provider says about a failure.</summary>
    public string Scrub(string text)
    {
        int part = Math.Min(TellingPart, value.Length);
        if (part == 0)
        {
            return text;
        }

        var parts = SearchValues.Create([.. Enumerable.Range(0, value.Length - part + 1).Select(i => value.Substring(i, part)).Distinct()], StringComparison.Ordinal);
        var scrubbed = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOfAny(parts) is >= 0 and var at)
        {
            scrubbed.Append(rest[..at]).Append(Hidden);
            rest = rest[at..];

            // As long as the text goes on like the key, it is the key.
            int length = part;
            while (length < rest.Length && value.Contains(rest[..(length + 1)].ToString(), StringComparison.Ordinal))
            {
                length++;
            }

            rest = rest[length..];
        }

        return scrubbed.Append(rest).ToString();
    }

    /// <summary>Not the key.</summary>
    public override string ToString() => Hidden;
}
