using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests;

/// <summary>A small ledger that is right, to be read as it is or with something wrong in it.</summary>
internal static class LedgerTexts
{
    /// <summary>One file per kind, as path and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Small { get; } =
    [
        ("labs.yaml", """
            labs:
              alpha: { name: Alpha, watched: true, aliases: [Alpha AI] }
              beta: { name: Beta Labs, watched: true }
              elsewhere: { name: Elsewhere }
            """),
        ("runners.yaml", """
            runners:
              judge: { name: The Judge }
              alpha-evals: { name: Alpha's own tests, lab: alpha }
            """),
        ("skills.yaml", "skills: { coding: { name: coding, zh-Hant: 程式設計 } }"),
        ("measures.yaml", """
            measures:
              weekly-active-users: { name: weekly active users, zh-Hant: 每週活躍用戶, unit: people }
              share-of-visits: { name: share of visits, zh-Hant: 造訪占比, unit: "%", share: true }
            """),
        ("products.yaml", "products: { chat-alpha: { name: ChatAlpha, lab: alpha } }"),
        ("people.yaml", """
            people:
              ada-one:
                name: Ada One
                founder_of: [alpha]
                tenures: [{ lab: alpha, from: 2015-12, source: { title: About, url: "https://alpha.example/about", published: 2015-12-11 } }]
              bob-two: { name: Bob Two }
            """),
        ("models.yaml", """
            lab: alpha
            models:
              alpha-1-high: { name: Alpha 1 (high), version: alpha-1, released: 2025-08-07, aliases: [alpha-one-high] }
              alpha-1-low: { name: Alpha 1 (low), version: alpha-1, released: 2025-08-07 }
              beta-2: { name: Beta 2, lab: beta, released: 2025-11, open_weights: true }
            """),
        ("benchmarks.yaml", """
            benchmarks:
              quiz:
                name: Quiz
                items: 200
                metrics: { accuracy: { name: accuracy, scale: share, unit: "%", better: higher } }
                skills: { coding: Its questions are programs. }
              board:
                name: Board
                metrics:
                  rating: { name: rating, scale: rating, unit: points, better: higher }
                  horizon: { name: horizon, scale: positive, unit: minutes, better: higher }
                editions: { "2025-04": {}, "2025-11": { items: 50, note: New questions. } }
            """),
        ("scores/quiz.yaml", """
            benchmark: quiz
            date_means: measured
            confidence: high
            source: { title: The Judge's table, url: "https://judge.example/quiz" }
            series:
              - runner: judge
                known_by: 2025-12-03
                known_basis: snapshot
                scores:
                  - { model: alpha-1-high, value: 85.7, on: 2025-09-01, interval: [83.0, 88.1], items: 198 }
                  - { model: beta-2, value: 91, on: 2025-11-20, conditions: no tools }
                  - { model: alpha-1-low, value: 60, on: 2025-09-01, known_by: null }
              - runner: alpha-evals
                scores:
                  - { model: alpha-1-high, value: 88, on: 2025-08, date_means: published }
                  - { model: beta-2, value: 89, on: 2025-11-25, id: score.rival }
            """),
        ("scores/board.yaml", """
            benchmark: board
            metric: rating
            runner: judge
            date_means: measured
            confidence: medium
            source: { title: Board, url: "https://judge.example/board" }
            series:
              - edition: "2025-11"
                scores: [{ model: beta-2, value: 1501, on: 2025-12-01 }]
                votes: [{ first: beta-2, second: alpha-1-high, wins: 60, losses: 40, ties: 20, on: 2025-12-01 }]
            """),
        ("releases.yaml", """
            confidence: high
            source: { title: News, url: "https://news.example/1", published: 2025-11-18, first_hand: false }
            releases:
              - { lab: beta, subject: Beta 2, model: beta-2, on: 2025-11-18, known_by: 2025-11-18, known_basis: public_event, flagship: true }
              - { lab: alpha, subject: ChatAlpha, kind: product, on: 2022-11-30, known_by: 2022-11-30, known_basis: public_event }
            """),
        ("moves.yaml", """
            moves:
              - person: bob-two
                kind: left
                from: alpha
                to: beta
                on: 2024-05-15
                known_by: 2024-05-28
                known_basis: publication
                role: head of safety
                confidence: medium
                source:
                  - { title: First report, url: "https://news.example/2", published: 2024-05-28, read_on: 2026-11-01, first_hand: true, commit: abc123 }
                  - { title: Second report, url: "http://news.example/3" }
                note: Both agree.
            """),
        ("usage.yaml", """
            product: chat-alpha
            confidence: medium
            source: { title: A talk, url: "https://alpha.example/talk" }
            usage:
              - { measure: weekly-active-users, value: 800000000, precision: at_least, by: alpha, on: 2025-10, known_by: 2025-10-06, known_basis: publication }
              - { measure: share-of-visits, value: 61.5, by: judge, on: 2025-11-30 }
            """),
        ("prices.yaml", """
            prices:
              - { model: beta-2, vendor: beta, input: 2, output: 12.5, cached_input: 0.2, on: 2025-11-18, confidence: high, source: { title: Prices, url: "https://beta.example/prices" } }
            """),
        ("claims.yaml", """
            claims:
              - id: claim.beta-leads
                claimant: beta
                statement: Beta 2 leads on Quiz.
                zh-Hant: Beta 2 在 Quiz 上領先。
                about: [beta, alpha]
                of: launch
                on: 2025-11-18
                when: { leads: { who: { models: [beta-2] }, over: { models: [alpha-1] }, benchmarks: [quiz] } }
                confidence: high
                source: { title: Launch, url: "https://beta.example/launch" }
              - id: claim.alpha-best-paid
                claimant: judge
                statement: Alpha pays best.
                on: 2025-11-18
                verdicts:
                  - { verdict: open, known_by: 2025-12-01, why: No figures are public., evidence: [claim.beta-leads] }
                evidence: [score.rival]
                confidence: low
                source: { title: Blog, url: "https://judge.example/blog" }
            """),
        ("conflicts.yaml", """
            conflicts:
              - id: conflict.quiz-beta
                subject: Beta 2 on Quiz
                sides:
                  - { says: "91", facts: [score.quiz.accuracy.beta-2.judge.2025-11-20] }
                  - { says: "89", source: { title: A blog, url: "https://blog.example/1" } }
                note: Different runs.
            """),
        ("aliases.yaml", "aliases: { Alpha One Low: alpha-1-low }"),
        ("levels.yaml", "levels: { red: [] }"),
    ];

    /// <summary>The small ledger, read with more files laid over it or, where they have the same path, in their place.</summary>
    public static LedgerReading Read(params (string Path, string Text)[] changed) => LedgerReader.Read([Layer(changed)]);

    public static LedgerLayer Layer(params (string Path, string Text)[] changed) =>
        LedgerLayer.OfTexts([.. Small.Where(file => changed.All(other => other.Path != file.Path)), .. changed]);

    /// <summary>The mistakes that are found, each as it is printed.</summary>
    public static string[] Mistakes(params (string Path, string Text)[] changed) => Mistakes([Layer(changed)]);

    public static string[] Mistakes(IReadOnlyList<LedgerLayer> layers, DateOnly? today = null) =>
        [.. Assert.Throws<DocumentException>(() => LedgerReader.Read(layers, today)).Problems.Select(problem => problem.ToString())];
}
