using System.Text.Json;
using CodeRed.Providers.Wires;

namespace CodeRed.Providers.OpenAI;

/// <summary>Reads <c>{"error": {"message", "type", "param", "code"}}</c> and the forms of it that other vendors write.</summary>
internal static class OpenAIError
{
    /// <summary>Reads the body of a failure, or the event or answer that holds an error.</summary>
    public static WireError Read(JsonElement body)
    {
        var error = body.Member("error");

        // xAI writes {"code": "...", "error": "..."}; vLLM once wrote the members without the object around them.
        string? message = error.ValueKind == JsonValueKind.String ? error.GetString() : error.Text("message") ?? body.Text("message");
        var inside = error.ValueKind == JsonValueKind.Object ? error : body;
        string? code = inside.Text("code") ?? inside.Text("type") ?? body.Text("code");

        // Azure says in the inner error what its filter objected to.
        string? inner = inside.Member("innererror").Text("code");
        return new(message, code, WireError.KindIn(code, inside.Text("type"), message) ?? (inner == "ResponsibleAIPolicyViolation" ? Evidence.FailureKind.ContentFiltered : null));
    }

    /// <summary>Reads an event that reports an error, where no status tells of what kind it is.</summary>
    public static WireError InStream(JsonElement data)
    {
        var error = Read(data);
        return error with { Kind = error.Kind ?? WireError.KindOfType(error.Code) };
    }
}
