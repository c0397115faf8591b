using CodeRed.Evidence;

namespace CodeRed.Providers.Wires;

/// <summary>What a vendor says about a failure.</summary>
/// <param name="Message">In its own words; null when the body has none.</param>
/// <param name="Code">The most telling of its codes; null when it has none.</param>
/// <param name="Kind">What the body says the failure is, where that is more than the status says.</param>
/// <param name="RetryAfter">What the body says about waiting.</param>
internal sealed record WireError(string? Message, string? Code, FailureKind? Kind, TimeSpan? RetryAfter = null)
{
    /// <summary>An error about which the body says nothing.</summary>
    public static WireError Silent { get; } = new(null, null, null);

    /// <summary>Signs in the code or the message of what the status alone does not tell; the first that is found wins.</summary>
    private static readonly (string Sign, FailureKind Kind)[] Signs =
    [
        ("insufficient_quota", FailureKind.QuotaExhausted),
        ("billing_error", FailureKind.QuotaExhausted),
        ("billing_hard_limit_reached", FailureKind.QuotaExhausted),
        ("insufficient balance", FailureKind.QuotaExhausted),
        ("credit balance is too low", FailureKind.QuotaExhausted),
        ("used all available credits", FailureKind.QuotaExhausted),
        ("context_length_exceeded", FailureKind.TooLarge),
        ("exceed_context_size_error", FailureKind.TooLarge),
        ("maximum context length", FailureKind.TooLarge),
        ("prompt is too long", FailureKind.TooLarge),
        ("request_too_large", FailureKind.TooLarge),
        ("content_filter", FailureKind.ContentFiltered),
        ("content_policy_violation", FailureKind.ContentFiltered),
        ("incorrect api key", FailureKind.Unauthenticated),
        ("invalid_api_key", FailureKind.Unauthenticated),
        ("API_KEY_INVALID", FailureKind.Unauthenticated),
        ("overloaded_error", FailureKind.Overloaded),
        ("model_not_found", FailureKind.NotFound),
    ];

    /// <summary>The kind that a code or a message gives away; null when they do not.</summary>
    public static FailureKind? KindIn(params ReadOnlySpan<string?> texts)
    {
        foreach (var (sign, kind) in Signs)
        {
            foreach (string? text in texts)
            {
                if (text?.Contains(sign, StringComparison.OrdinalIgnoreCase) == true)
                {
                    return kind;
                }
            }
        }

        return null;
    }

    /// <summary>What a status says.</summary>
    public static FailureKind KindOf(int status) => status switch
    {
        >= 300 and < 400 => FailureKind.Redirected,
        401 => FailureKind.Unauthenticated,
        402 => FailureKind.QuotaExhausted,
        403 => FailureKind.Forbidden,
        404 or 410 => FailureKind.NotFound,
        408 or 504 => FailureKind.Timeout,
        413 => FailureKind.TooLarge,
        429 => FailureKind.RateLimited,
        503 or 529 => FailureKind.Overloaded,
        >= 500 => FailureKind.ServerError,
        _ => FailureKind.BadRequest,
    };

    /// <summary>What the type of an error says that came in the middle of an answer, where no status does.</summary>
    public static FailureKind? KindOfType(string? type) => type switch
    {
        "rate_limit_error" or "rate_limit_exceeded" or "tokens" or "requests" => FailureKind.RateLimited,
        "timeout_error" => FailureKind.Timeout,
        "invalid_request_error" or "invalid_prompt" => FailureKind.BadRequest,
        "authentication_error" => FailureKind.Unauthenticated,
        "permission_error" => FailureKind.Forbidden,
        _ => null,
    };
}
