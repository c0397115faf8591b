using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers;

/// <summary>An exchange in the words of Microsoft.Extensions.AI.</summary>
internal static class ExchangeResponse
{
    public static ChatResponse Of(Exchange exchange, AnswerParts.End ending)
    {
        List<AIContent> contents = [];
        if (exchange.Reasoning is { } reasoning)
        {
            contents.Add(new TextReasoningContent(reasoning));
        }

        contents.Add(new TextContent(exchange.Answer ?? ""));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = exchange.ResponseId, CreatedAt = exchange.SentAt })
        {
            ResponseId = exchange.ResponseId,
            ModelId = exchange.ServedModel,
            CreatedAt = exchange.SentAt,
            FinishReason = FinishOf(exchange, ending),
            Usage = exchange.Usage is { } usage ? UsageOf(usage) : null,
            RawRepresentation = exchange,
        };
    }

    /// <summary>A part of an answer that is still coming.</summary>
    public static ChatResponseUpdate Part(AIContent content, string? responseId, string? servedModel) => new(ChatRole.Assistant, [content])
    {
        MessageId = responseId,
        ResponseId = responseId,
        ModelId = servedModel,
    };

    /// <summary>The end of a streamed answer.</summary>
    public static ChatResponseUpdate Last(Exchange exchange, AnswerParts.End ending) => new(ChatRole.Assistant, exchange.Usage is { } usage ? [new UsageContent(UsageOf(usage))] : [])
    {
        MessageId = exchange.ResponseId,
        ResponseId = exchange.ResponseId,
        ModelId = exchange.ServedModel,
        CreatedAt = exchange.SentAt,
        FinishReason = FinishOf(exchange, ending),
        RawRepresentation = exchange,
        AdditionalProperties = new() { [RequestOptionKeys.Exchange] = exchange },
    };

    private static ChatFinishReason? FinishOf(Exchange exchange, AnswerParts.End ending) => ending switch
    {
        AnswerParts.End.Stop => ChatFinishReason.Stop,
        AnswerParts.End.Length => ChatFinishReason.Length,
        AnswerParts.End.Filter => ChatFinishReason.ContentFilter,
        AnswerParts.End.Other when exchange.FinishReason is { Length: > 0 } word => new ChatFinishReason(word),
        _ => null,
    };

    private static UsageDetails UsageOf(TokenUsage usage) => new()
    {
        InputTokenCount = usage.Input,
        CachedInputTokenCount = usage.CachedInput,
        OutputTokenCount = usage.Output,
        ReasoningTokenCount = usage.Reasoning,
        TotalTokenCount = usage.Input + usage.Output,
    };
}
