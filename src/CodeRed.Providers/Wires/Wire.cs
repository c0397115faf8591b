using System.Text.Json;

namespace CodeRed.Providers.Wires;

/// <summary>How one vendor's API is written and read. Stateless: what belongs to one request is in its arguments.</summary>
internal abstract class Wire
{
    /// <summary>The vendor's name in an id.</summary>
    public abstract string Vendor { get; }

    /// <summary>What can be asked for.</summary>
    public abstract IReadOnlySet<RequestOption> Supported { get; }

    /// <summary>Where to post, for a whole answer or a streamed one.</summary>
    public abstract Uri Address(bool stream);

    /// <summary>Adds the key and whatever else the API wants in headers.</summary>
    public abstract void WriteHeaders(HttpRequestMessage message);

    /// <summary>Writes the body's members; the object around them is written by the caller.</summary>
    /// <exception cref="ProviderException">What is asked for cannot be said in this API.</exception>
    public abstract void WriteBody(Utf8JsonWriter body, ChatRequest request);

    /// <summary>Reads an answer that came as a whole.</summary>
    public abstract void ReadAnswer(JsonElement root, AnswerParts answer);

    /// <summary>Reads one event of a streamed answer.</summary>
    /// <param name="name">The event's name; <c>message</c> where it has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="answer">What has come so far.</param>
    /// <returns>The error that the event reports; null when it reports none.</returns>
    public abstract WireError? ReadEvent(string name, JsonElement data, AnswerParts answer);

    /// <summary>Reads the body of a failure; an undefined element when it is no JSON.</summary>
    public abstract WireError ReadError(JsonElement body);

    /// <summary>Whether an event's data only says that nothing more comes; it need not be JSON.</summary>
    public virtual bool IsEnd(ReadOnlySpan<byte> data) => false;

    /// <summary>Looks at a finished answer for options that had no effect.</summary>
    public virtual void NoteIgnored(ChatRequest request, AnswerParts answer)
    {
    }
}
