using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>What became of a question.</summary>
public enum AttemptKind
{
    /// <summary>The answer claims something, and it is right.</summary>
    Correct,

    /// <summary>The answer claims something, and it is wrong: a hallucination.</summary>
    Wrong,

    /// <summary>The answer claims nothing.</summary>
    Abstained,
}

/// <summary>Tells correct, wrong and abstained answers apart. The hallucination rate is the wrong ones among those attempted, which are the correct and the wrong ones.</summary>
public static class Attempt
{
    /// <summary>What became of one question.</summary>
    /// <param name="answer">The answer's text.</param>
    /// <param name="pass">Its grade; measured.</param>
    /// <param name="assertions">
    /// What it was graded by. Where that demands an abstention, a passing answer has abstained and any other claims something that cannot be right.
    /// </param>
    /// <remarks>
    /// A passing answer to any other question is correct, whatever doubts it utters. One that fails has abstained where it is a non-answer, a refusal, or says that it does not
    /// know; to reject the premise of a question that has an answer is to claim something wrong.
    /// </remarks>
    public static AttemptKind Of(string answer, Grade pass, AssertionSet assertions)
    {
        if (pass.IsNonAnswer)
        {
            return AttemptKind.Abstained;
        }

        bool right = pass.Value >= 1;
        if (assertions.DemandsAbstention)
        {
            return right ? AttemptKind.Abstained : AttemptKind.Wrong;
        }

        return right ? AttemptKind.Correct
            : Refusal.Looks(answer) || Abstention.DoesNotKnow(answer) ? AttemptKind.Abstained
            : AttemptKind.Wrong;
    }
}
