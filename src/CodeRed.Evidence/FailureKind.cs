namespace CodeRed.Evidence;

/// <summary>Why a request has no answer. None of these is a wrong answer: the sample is not measured.</summary>
public enum FailureKind
{
    /// <summary>The provider's API does not have an option that was asked for; nothing was sent.</summary>
    OptionRefused,

    /// <summary>The provider says that the request is wrong (400, 422).</summary>
    BadRequest,

    /// <summary>The key is missing or wrong (401).</summary>
    Unauthenticated,

    /// <summary>The key may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such model or address (404).</summary>
    NotFound,

    /// <summary>The provider points to another address; it is not followed, because the key would go along (3xx).</summary>
    Redirected,

    /// <summary>The prompt does not fit (413, or 400 with the reason).</summary>
    TooLarge,

    /// <summary>Too many requests or tokens for now (429).</summary>
    RateLimited,

    /// <summary>The account has nothing left: waiting a minute does not help (402, or 429 with the reason).</summary>
    QuotaExhausted,

    /// <summary>The provider has more work than it can do (503, 529).</summary>
    Overloaded,

    /// <summary>The provider failed (500 and other 5xx).</summary>
    ServerError,

    /// <summary>No answer in time (408, 504, or silence on the wire).</summary>
    Timeout,

    /// <summary>The answer broke off before its end.</summary>
    TruncatedStream,

    /// <summary>What came is not what this API answers.</summary>
    MalformedResponse,

    /// <summary>A content filter took the whole prompt or the whole answer away.</summary>
    ContentFiltered,

    /// <summary>A well-formed answer with no choice in it.</summary>
    EmptyChoices,

    /// <summary>No connection, or it was lost before the answer began.</summary>
    ConnectionFailed,

    /// <summary>The recording has no (further) answer to this prompt.</summary>
    NotRecorded,
}
