using CodeRed.Evidence;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Tests;

/// <summary>A client of a vendor, and the server of ours that it asks in the vendor's place.</summary>
public sealed class AskedVendor : IAsyncDisposable
{
    private readonly LoopbackServer server;
    private readonly ProviderCatalogue catalogue;

    private AskedVendor(Vendor vendor, LoopbackServer server)
    {
        this.server = server;
        catalogue = vendor.Catalogue(server.Address);
        Client = vendor.Open(catalogue, server.Address);
    }

    public IChatClient Client { get; }

    /// <summary>Everything that was sent, in order.</summary>
    public IReadOnlyList<SeenRequest> Seen => server.Seen;

    /// <summary>A vendor that answers every request alike, where no body is given with its usual answer.</summary>
    public static async Task<AskedVendor> Start(string name, string? body = null)
    {
        var vendor = Vendor.Named(name);
        return new(vendor, await LoopbackServer.Answering(200, body ?? vendor.Whole));
    }

    public Task<Exchange> Ask(ChatOptions? options = null) => Vendor.Ask(Client, options);

    public async ValueTask DisposeAsync()
    {
        catalogue.Dispose();
        await server.DisposeAsync();
    }
}
