namespace CodeRed.Providers;

/// <summary>Where a target is asked, and with which key: what a provider's limits hold for. Targets of like places share their limits.</summary>
/// <remarks>Not a positional record: its text would show the key's digest.</remarks>
public sealed class AskedPlace : IEquatable<AskedPlace>
{
    private readonly string server;
    private readonly string? key;

    /// <summary>A place.</summary>
    /// <param name="server">Scheme, host and port; the vendor's name where nothing goes over a wire.</param>
    /// <param name="key">Tells keys apart and is none; null where none is sent.</param>
    internal AskedPlace(string server, string? key) => (this.server, this.key) = (server, key);

    /// <inheritdoc/>
    public bool Equals(AskedPlace? other) => other is not null && server == other.server && key == other.key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AskedPlace);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(server, key);

    /// <summary>The server alone.</summary>
    public override string ToString() => server;
}
