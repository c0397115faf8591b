using System.Text;
using CodeRed.Evidence;

namespace CodeRed.Providers.Wires;

/// <summary>An answer while it is read.</summary>
internal sealed class AnswerParts
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder reasoning = new();
    private int takenText;
    private int takenReasoning;

    /// <summary>How the vendor's word for the end is to be understood.</summary>
    public enum End
    {
        /// <summary>The answer is not known to have ended.</summary>
        None,

        /// <summary>The model was done.</summary>
        Stop,

        /// <summary>A token limit cut it off.</summary>
        Length,

        /// <summary>A filter took it, or the rest of it, away.</summary>
        Filter,

        /// <summary>Something else ended it.</summary>
        Other,
    }

    public string? ServedModel { get; set; }

    public string? Fingerprint { get; set; }

    public string? ResponseId { get; set; }

    /// <summary>The vendor's own word.</summary>
    public string? FinishReason { get; set; }

    public End Ending { get; set; }

    /// <summary>Whether the wire said that nothing more comes.</summary>
    public bool Complete { get; set; }

    /// <summary>Whether any choice was seen.</summary>
    public bool HasChoice { get; set; }

    public bool Refused { get; set; }

    public TokenUsage? Usage { get; set; }

    public List<TokenLogProbability> LogProbabilities { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>Why a filter took the answer, in the vendor's words.</summary>
    public string? FilterReason { get; set; }

    /// <summary>Null when there was no text at all; an empty text is an answer.</summary>
    public string? Text => HasText ? text.ToString() : null;

    public string? Reasoning => reasoning.Length > 0 ? reasoning.ToString() : null;

    /// <summary>Whether a text was seen, be it empty.</summary>
    public bool HasText { get; private set; }

    /// <summary>Whether anything of the answer or its reasoning is there.</summary>
    public bool HasContent => text.Length > 0 || reasoning.Length > 0;

    public void AddText(string? part)
    {
        HasText |= part is not null;
        text.Append(part);
    }

    public void AddReasoning(string? part) => reasoning.Append(part);

    /// <summary>What was added to the text since the last call; empty when nothing.</summary>
    public string TakeText() => Rest(text, ref takenText);

    /// <summary>What was added to the reasoning since the last call; empty when nothing.</summary>
    public string TakeReasoning() => Rest(reasoning, ref takenReasoning);

    /// <summary>Warns of log-probabilities that were asked for and did not come.</summary>
    public void NoteMissingLogProbabilities(ChatRequest request, string vendor)
    {
        if (request.LogProbabilities && LogProbabilities.Count == 0 && HasContent)
        {
            Warnings.Add($"log-probabilities were asked for, and {vendor} answered without");
        }
    }

    private static string Rest(StringBuilder all, ref int taken)
    {
        string rest = all.ToString(taken, all.Length - taken);
        taken = all.Length;
        return rest;
    }
}
