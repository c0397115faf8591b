using Microsoft.Extensions.AI;

namespace CodeRed.Providers;

/// <summary>Who a client speaks for.</summary>
internal static class ClientIdentity
{
    /// <summary>What <see cref="IChatClient.GetService"/> gives: the metadata, the <see cref="TargetId"/>, or the client itself.</summary>
    /// <param name="client">The client that is asked.</param>
    /// <param name="target">Its target.</param>
    /// <param name="address">Where it asks; null where nothing goes over a wire.</param>
    /// <param name="type">What is wanted.</param>
    /// <param name="key">There is nothing under a key.</param>
    public static object? Find(IChatClient client, TargetId target, Uri? address, Type type, object? key) =>
        key is not null ? null
        : type == typeof(ChatClientMetadata) ? new ChatClientMetadata(target.Vendor, address, target.Model)
        : type == typeof(TargetId) ? target
        : type.IsInstanceOfType(client) ? client
        : null;
}
