using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Which of two answers a judge prefers, asked in both orders.</summary>
/// <param name="Preference">
/// The preference between the two, with <see cref="Preference.First"/> for the one shown first in the first order; null where a reply held no verdict.
/// </param>
/// <param name="FollowedThePlace">
/// Whether the judge preferred the same place in both orders: it then tells nothing about the answers, and counts as a tie.
/// </param>
public readonly record struct PairwiseVerdict(Preference? Preference, bool FollowedThePlace)
{
    /// <summary>Puts the replies of both orders together.</summary>
    /// <param name="reply">The judge's reply to the answers in their order.</param>
    /// <param name="swappedReply">Its reply to the same answers, swapped.</param>
    /// <remarks>
    /// The same answer preferred in both orders wins. A preference in one order and a tie in the other, or preferences that contradict each other,
    /// is a tie; both bad only where both replies say so. See Zheng et al. (2023), arXiv 2306.05685, section 3.4, on the bias of place.
    /// </remarks>
    public static PairwiseVerdict From(string reply, string swappedReply)
    {
        var first = Read(reply);
        var second = Read(swappedReply) switch
        {
            Evidence.Preference.First => Evidence.Preference.Second,
            Evidence.Preference.Second => Evidence.Preference.First,
            { } same => same,
            null => (Preference?)null,
        };
        if (first is null || second is null)
        {
            return new(null, false);
        }

        bool contradict = (first, second) is (Evidence.Preference.First, Evidence.Preference.Second) or (Evidence.Preference.Second, Evidence.Preference.First);
        return new(first == second ? first : Evidence.Preference.Tie, contradict);
    }

    /// <summary>Reads one reply; null when it holds no verdict.</summary>
    public static Preference? Read(string reply) => JudgeVerdict.LastVerdict(reply)?.ToUpperInvariant() switch
    {
        "1" or "ANSWER 1" or "ANSWER-1" or "１" or "答案1" or "答案一" => Evidence.Preference.First,
        "2" or "ANSWER 2" or "ANSWER-2" or "２" or "答案2" or "答案二" => Evidence.Preference.Second,
        "TIE" or "平手" or "平局" => Evidence.Preference.Tie,
        "BOTH BAD" or "都不好" or "都差" => Evidence.Preference.BothBad,
        _ => null,
    };
}
