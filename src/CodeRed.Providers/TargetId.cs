using System.Collections.Immutable;

namespace CodeRed.Providers;

/// <summary>A model behind an endpoint, as a user writes it: <c>vendor:model</c>, with parameters as <c>?name=value&amp;name=value</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Vendor">Before the first colon, for example <c>openai</c>.</param>
/// <param name="Model">Up to the question mark, for example <c>gpt-5.1</c>; it may hold colons and slashes.</param>
/// <param name="Parameters">Name and value in the order written; a name may occur more than once.</param>
public sealed record TargetId(string Text, string Vendor, string Model, ImmutableArray<KeyValuePair<string, string>> Parameters)
{
    /// <summary>Takes an id apart. Whether there is such a vendor is for <see cref="ProviderCatalogue.Open(string)"/> to say.</summary>
    /// <exception cref="TargetException">It is not of the form <c>vendor:model</c>.</exception>
    public static TargetId Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new TargetException($"'{text}' is not a target; write vendor:model, as in openai:gpt-5.1 or sim:demo.");
        }

        string vendor = text[..colon];
        string rest = text[(colon + 1)..];

        // A recording is named by its path, which may hold any sign.
        int question = vendor == "replay" ? -1 : rest.IndexOf('?', StringComparison.Ordinal);
        string model = question < 0 ? rest : rest[..question];
        if (model.Length == 0)
        {
            throw new TargetException($"'{text}' names no {(vendor == "replay" ? "file" : "model")} after '{vendor}:'.");
        }

        if (text.Any(char.IsControl))
        {
            throw new TargetException("A target has no control characters in it.");
        }

        return new(text, vendor, model, question < 0 ? [] : [.. rest[(question + 1)..].Split('&').Select(part => Pair(text, part))]);
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => Text;

    /// <summary>The value of a parameter that may occur once.</summary>
    /// <exception cref="TargetException">It occurs more than once.</exception>
    internal string? Single(string name)
    {
        string[] values = [.. Parameters.Where(p => p.Key == name).Select(p => p.Value)];
        return values.Length > 1
            ? throw new TargetException($"'{Text}' has {name} {values.Length} times; write it once.")
            : values.FirstOrDefault();
    }

    /// <summary>Refuses parameters that the vendor does not know.</summary>
    /// <exception cref="TargetException">There is one.</exception>
    internal void AllowOnly(params ReadOnlySpan<string> names)
    {
        string[] known = [.. names];
        foreach (var (name, _) in Parameters)
        {
            if (!known.Contains(name))
            {
                string meant = Evidence.Documents.NearestName.To(name, known) is { } near ? $"did you mean {near}? It" : "it";
                throw new TargetException(known.Length == 0
                    ? $"'{Text}': {Vendor} takes no parameters, so leave '?{name}' out."
                    : $"'{Text}': {Vendor} has no parameter '{name}'; {meant} has {string.Join(", ", known)}.");
            }
        }
    }

    private static KeyValuePair<string, string> Pair(string text, string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 || equals == part.Length - 1
            ? throw new TargetException($"'{text}': '{part}' is not a parameter; write name=value, joined by &.")
            : new(part[..equals], Uri.UnescapeDataString(part[(equals + 1)..]));
    }
}
