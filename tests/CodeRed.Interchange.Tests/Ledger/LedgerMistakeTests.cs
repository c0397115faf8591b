namespace CodeRed.Interchange.Tests;

/// <summary>Every mistake is named with its place and what to do, all of them at once.</summary>
public sealed class LedgerMistakeTests
{
    private const string Source = "source: { title: t, url: \"https://a.example\" }";

    /// <summary>A file of one row, which is given as flow keys.</summary>
    private static (string, string) Row(string kind, string keys, string common = "on: 2025-12-01, confidence: low, " + Source) => ("more.yaml", $"{kind}:\n  - {{ {keys}{(common.Length > 0 ? ", " : "")}{common} }}\n");

    private static void Says(string mistake, params (string, string)[] files) => Assert.Contains(mistake, Assert.Single(LedgerTexts.Mistakes(files)), StringComparison.Ordinal);

    [Theory]
    [InlineData("releases", "lab: alpha, subject: A, colour: red", "more.yaml:2: 'colour' is not a key that belongs here")]
    [InlineData("releases", "lab: alpha, subject: A, modle: beta-2", "'modle' is not a key that belongs here; did you mean model?")]
    [InlineData("releases", "lab: beta-labs, subject: A", "there is no lab 'beta-labs'; did you mean beta? If it is a new one, write it under labs: in labs.yaml.")]
    [InlineData("releases", "lab: alpha, subject: A, model: Beta II", "there is no model 'Beta II'; did you mean beta-2? If it is a new one, write it under models: in models/LAB.yaml, or the name as an alias of the model that it is.")]
    [InlineData("releases", "lab: alpha, subject: A, model: alpha-1", "there is no model 'alpha-1'; did you mean alpha-1-high?")]
    [InlineData("releases", "lab: alpha, subject: A, model: beta-2", "'beta-2' is a model of beta, not of alpha")]
    [InlineData("releases", "lab: alpha, subject: A, kind: modle", "'kind' is 'modle'; did you mean model? It may be model, product, lab or announcement.")]
    [InlineData("releases", "lab: alpha, subject: A, flagship: perhaps", "'flagship' is 'perhaps'; write true or false.")]
    [InlineData("releases", "lab: alpha, subject: A, known_by: 2025-12-01", "'known_by' stands without 'known_basis'; write known_basis: and one of publication, snapshot, public_event.")]
    [InlineData("releases", "lab: alpha, subject: A, known_by: 0000-01-01, known_basis: snapshot", "'known_by' is '0000-01-01', which is no date; write it as 2025-12-05, or 2025-12 or 2025 where no more is known, from 1950 to 2100.")]
    [InlineData("releases", "lab: alpha, subject: A, replaces: true", "'release.alpha.a' (an id made of what it says) replaces nothing: no folder below this one has it")]
    [InlineData("releases", "lab: beta, subject: Beta 2", "'release.beta.beta-2' (an id made of what it says) stands here a second time (first in releases.yaml:4); keep one of the two, or give one of them another id.")]
    [InlineData("releases", "lab: beta, subject: B, id: Release B", "'Release B' is not an id; write lower-case letters, digits, full stops, hyphens and underscores, at most 200 characters.")]
    [InlineData("releases", "lab: beta, subject: 通義", "'release.beta.通義' (an id made of what it says) is no id; write an id:")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 101, date_means: measured", "'value' is '101', but accuracy of quiz is a share; write percent, from 0 to 100.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: many, date_means: measured", "'value' is 'many'; write a number.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: .nan, date_means: measured", "'value' is '.nan'; write a number.")]
    [InlineData("scores", "benchmark: board, edition: \"2025-11\", metric: horizon, runner: judge, model: beta-2, value: 0, date_means: measured", "'value' is '0', but horizon of board is a positive quantity")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, interval: [80, 85], date_means: measured", "'interval' does not hold the value")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, interval: [95, 85], date_means: measured", "'interval' does not hold the value")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, interval: [85], date_means: measured", "'interval' has 1 numbers")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, interval: [a, 95], date_means: measured", "'interval' is 'a'; write a number.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, items: 0, date_means: measured", "'items' is '0'; write a whole number of at least 1.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90", "'date_means' is missing; write one of measured, published, model_released.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, date_means: happened", "'date_means' is 'happened'; write measured, published or model_released.")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, date_means: measured, runner_kind: vendor", "'runner_kind' is written, but nothing says why")]
    [InlineData("scores", "benchmark: quiz, runner: judge, model: beta-2, value: 90, date_means: measured, known_by: 2025-11-30, known_basis: snapshot", "the figure was known by 2025-11-30, before the 2025-12-01 that it is of")]
    [InlineData("scores", "benchmark: quizz, runner: judge, model: beta-2, value: 90, date_means: measured", "there is no benchmark 'quizz'; did you mean quiz?")]
    [InlineData("scores", "benchmark: quiz, runner: juge, model: beta-2, value: 90, date_means: measured", "there is no runner 'juge'; did you mean judge?")]
    [InlineData("scores", "benchmark: quiz, edition: \"2025\", runner: judge, model: beta-2, value: 90, date_means: measured", "benchmark 'quiz' has no editions; leave edition: out, or write editions: for the benchmark.")]
    [InlineData("scores", "benchmark: board, metric: rating, runner: judge, model: beta-2, value: 90, date_means: measured", "'edition' is missing; say which edition of board: it has 2025-04, 2025-11.")]
    [InlineData("scores", "benchmark: board, metric: rating, edition: \"2025-10\", runner: judge, model: beta-2, value: 90, date_means: measured", "benchmark 'board' has no edition '2025-10'; did you mean 2025-11? Otherwise it has 2025-04, 2025-11.")]
    [InlineData("scores", "benchmark: board, edition: \"2025-11\", runner: judge, model: beta-2, value: 90, date_means: measured", "'metric' is missing; say which metric of board: it has rating, horizon.")]
    [InlineData("votes", "benchmark: quiz, runner: judge, first: beta-2, second: beta-2, wins: 1, losses: 1, ties: 1, date_means: measured", "both sides are beta-2")]
    [InlineData("votes", "benchmark: quiz, runner: judge, first: beta-2, second: alpha-1-low, wins: 1, losses: -1, ties: 1, date_means: measured", "'losses' is '-1'; write a whole number of at least 0.")]
    [InlineData("moves", "person: jo-three, kind: left, from: alpha", "there is no person 'jo-three'; write it under people: in people.yaml.")]
    [InlineData("moves", "person: ada-one, kind: left", "'from' is missing; write the id of a lab.")]
    [InlineData("moves", "person: ada-one, kind: left, from: alpha, to: alpha", "the move is from alpha to alpha")]
    [InlineData("moves", "person: ada-one, kind: role", "'from' is missing; write the id of the lab in which the role changed.")]
    [InlineData("usage", "product: chat-alpha, measure: share-of-visits, value: 101, by: judge", "'value' is '101'; write percent, from 0 to 100.")]
    [InlineData("usage", "product: chat-alpha, measure: weekly-active-users, value: -1, by: judge", "'value' is '-1'; write a number of at least 0.")]
    [InlineData("usage", "product: chat-alpha, measure: weekly-active-users, value: 1, by: nobody", "there is no runner 'nobody', nor a lab of that id; write it under runners: in runners.yaml.")]
    [InlineData("usage", "product: chat-beta, measure: weekly-active-users, value: 1, by: judge", "there is no product 'chat-beta'")]
    [InlineData("usage", "product: chat-alpha, measure: weekly-users, value: 1, by: judge", "there is no measure 'weekly-users'")]
    [InlineData("prices", "model: beta-2, vendor: beta, input: -1, output: 1", "'input' is less than zero")]
    [InlineData("claims", "claimant: judge, statement: x", "'id' is missing; write an id such as claim.openai-code-red.")]
    [InlineData("claims", "id: claim.x, claimant: nobody, statement: x", "there is no runner 'nobody', nor a person or lab of that id")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, evidence: [claim.beta-lead]", "there is no fact 'claim.beta-lead'; did you mean claim.beta-leads?")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, evidence: [claim.x]", "'claim.x' rests on itself; take the circle out of the evidence.")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, when: { reported: { facts: [claim.x] } }", "'claim.x' rests on itself")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, when: { founder: { person: nobody, lab: alpha } }", "there is no person 'nobody'")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, when: { founder: { person: ada-one, lab: alpha } }, verdicts: [{ verdict: open, known_by: 2025, why: x }]", "a condition and a person both decide")]
    [InlineData("claims", "id: claim.x, claimant: judge, statement: x, verdicts: [{ verdict: true, known_by: 2025, why: x }]", "'verdict' is 'true'; write open, supported or contradicted.")]
    public void A_row_that_is_wrong_is_named(string kind, string keys, string mistake) => Says(mistake, Row(kind, keys));

    [Theory]
    [InlineData("confidence: low, " + Source, "'on' is missing")]
    [InlineData("on: 2025-02-30, confidence: low, " + Source, "'on' is '2025-02-30', which is no date")]
    [InlineData("on: 2025-12-01, confidence: certain, " + Source, "'confidence' is 'certain'; write low, medium or high.")]
    [InlineData("on: 2025-12-01, confidence: low", "'source' is missing; write source: with title: and url:.")]
    [InlineData("on: 2025-12-01, confidence: low, source: { title: t }", "'url' is missing")]
    [InlineData("on: 2025-12-01, confidence: low, source: []", "'source' is an empty list")]
    [InlineData("on: 2025-12-01, confidence: low, source: a page", "a source is 'a page'; write keys with values.")]
    [InlineData("on: 2025-12-01, confidence: low, source: { title: t, url: \"file:///etc/passwd\" }", "which is no web address; write one that starts with https:// or http://.")]
    [InlineData("on: 2025-12-01, confidence: low, source: { title: t, url: \"javascript:alert(1)\" }", "which is no web address")]
    [InlineData("on: 2025-12-01, confidence: low, source: { title: t, url: \"https://a.example\", read: true }", "'read' is not a key that belongs here; did you mean read_on?")]
    [InlineData("on: 2025-12-01, confidence: low, source: { title: t, url: \"https://a.example\", published: soon }", "'published' is 'soon', which is no date")]
    public void What_every_fact_needs_is_asked_for(string common, string mistake) => Says(mistake, Row("releases", "lab: alpha, subject: A", common));

    [Theory]
    [InlineData("more.yaml", "labs: { gamma: { name: Gamma, aliases: [Alpha AI] } }", "the name 'Alpha AI' stands for two of the kind lab: gamma here, and alpha in labs.yaml:2; let it stand for one of them")]
    [InlineData("more.yaml", "lab: beta\nmodels: { beta-3: { name: alpha_1.HIGH } }", "the name 'alpha_1.HIGH' stands for two of the kind model: beta-3 here, and alpha-1-high in models.yaml:3")]
    [InlineData("more.yaml", "aliases: { Alpha 1 low: beta-2 }", "the name 'Alpha 1 low' stands for two of the kind model: beta-2 here, and alpha-1-low in models.yaml:4")]
    [InlineData("more.yaml", "aliases: { whatever: beta-22 }", "more.yaml:1: there is no model 'beta-22'; did you mean beta-2?")]
    [InlineData("more.yaml", "aliases: { whatever: [beta-2] }", "what the alias stands for is a list")]
    [InlineData("more.yaml", "labs: { Gamma: { name: Gamma } }", "the id of lab 'Gamma' is no id")]
    [InlineData("more.yaml", "labs: { gamma: Gamma }", "lab 'gamma' is 'Gamma'; write keys with values.")]
    [InlineData("more.yaml", "labs: { gamma: {} }", "'name' is missing")]
    [InlineData("more.yaml", "labs: { alpha: { name: Another } }", "lab 'alpha' stands here a second time (first in labs.yaml:2)")]
    [InlineData("more.yaml", "models: { gamma-1: { name: Gamma 1 } }", "'lab' is missing; write the id of a lab.")]
    [InlineData("more.yaml", "benchmarks: { exam: { name: Exam } }", "benchmark 'exam' has no metric; write metrics: with at least one")]
    [InlineData("more.yaml", "benchmarks: { exam: { name: Exam, metrics: { m: { name: m, scale: percent, unit: x, better: higher } } } }", "'scale' is 'percent'; write share, rating, positive or index.")]
    [InlineData("more.yaml", "benchmarks: { exam: { name: Exam, metrics: { m: { name: m, scale: index, unit: x, better: neither } } } }", "'better' is 'neither'; write higher or lower.")]
    [InlineData("more.yaml", "benchmarks: { exam: { name: Exam, skills: { codng: x }, metrics: { m: { name: m, scale: index, unit: x, better: higher } } } }", "there is no skill 'codng'; did you mean coding?")]
    [InlineData("more.yaml", "benchmarks: { exam: { name: Exam, skills: { coding: }, metrics: { m: { name: m, scale: index, unit: x, better: higher } } } }", "nothing says why the benchmark speaks for coding")]
    [InlineData("more.yaml", "people: { jo: { name: Jo, tenures: [{ lab: alpha }] } }", "'source' is missing")]
    [InlineData("more.yaml", "conflicts: [{ id: conflict.x, subject: x, sides: [{ says: a, facts: [claim.beta-leads] }] }]", "a conflict has two sides or more")]
    [InlineData("more.yaml", "conflicts: [{ id: conflict.x, subject: x, sides: [{ says: a }, { says: b, facts: [claim.beta-leads] }] }]", "'facts' is missing; write facts: with the ids of those that say so, or source:.")]
    [InlineData("more.yaml", "conflicts: [{ id: conflict.x, subject: x, sides: [{ says: a, facts: [nothing] }, { says: b, facts: [claim.beta-leads] }] }]", "there is no fact 'nothing'")]
    [InlineData("more.yaml", "series: [{ benchmark: quiz, runner: judge }]", "'scores' is missing; write scores: with a list")]
    [InlineData("more.yaml", "series: [{ benchmark: quiz, runner: judge, scores: [] }]", "'scores' is an empty list")]
    [InlineData("more.yaml", "series: [{ benchmark: quiz, runner: judge, colour: red, scores: [x] }]", "'colour' is not a key that belongs here")]
    [InlineData("more.yaml", "release: []", "no key says what the file holds; did you mean releases? write one of labs, runners")]
    [InlineData("more.yaml", "releases:\n", "'releases' is empty; write an entry, or take the file away.")]
    [InlineData("more.yaml", "releases: { a: b }", "'releases' is a mapping; write a list: each entry starts with -.")]
    [InlineData("more.yaml", "labs: [alpha]", "'labs' is a list; write an id with a colon, and its keys under it.")]
    [InlineData("more.yaml", "- a\n- b\n", "a ledger file is a list; write keys with values.")]
    [InlineData("more.yaml", "labs: { gamma: { name: Gamma } }\nrunners: { me: { name: Me } }", "the file holds both 'labs' and 'runners'; write them into two files.")]
    [InlineData("more.yaml", "colour: red\nlabs: { gamma: { name: Gamma } }", "'colour' is not a key that belongs here")]
    public void A_file_that_is_wrong_is_named(string path, string text, string mistake) => Assert.Contains(LedgerTexts.Mistakes((path, text)), said => said.Contains(mistake, StringComparison.Ordinal));

    [Fact]
    public void A_mistake_at_the_head_of_a_file_is_said_once()
    {
        Says(
            "more.yaml:1: there is no lab 'gamma'",
            ("more.yaml", $"lab: gamma\non: 2025-12-01\nconfidence: low\n{Source}\nreleases:\n  - {{ subject: A }}\n  - {{ subject: B }}\n  - {{ subject: C }}\n"));
        Says(
            "more.yaml:1: 'person' is not a key that belongs here",
            ("more.yaml", $"person: ada-one\non: 2025-12-01\nconfidence: low\n{Source}\nreleases:\n  - {{ lab: alpha, subject: A }}\n  - {{ lab: alpha, subject: B }}\n"));
    }

    [Fact]
    public void All_mistakes_of_all_files_come_at_once_by_file_and_line()
    {
        string[] mistakes = LedgerTexts.Mistakes(
            ("b.yaml", "releases:\n  - { lab: alpa, subject: A, on: soon }\n  - { lab: alpha }\n"),
            ("a.yaml", "labs: { gamma: { name: Gamma, colour: red } }\n"),
            ("c.yaml", "releases: [\n"));
        Assert.Equal(mistakes.OrderBy(mistake => mistake.Split(':')[0], StringComparer.Ordinal), mistakes);
        Assert.Equal(["a.yaml:1", "b.yaml:2", "b.yaml:3", "c.yaml:2"], mistakes.Select(mistake => string.Join(':', mistake.Split(':').Take(2))).Distinct());
        Assert.Equal(10, mistakes.Length);
    }

    [Fact]
    public void Claims_that_rest_on_each_other_are_named()
    {
        string Claim(string id, string evidence) => $"  - {{ id: {id}, claimant: judge, statement: x, evidence: [{evidence}], on: 2025-12-01, confidence: low, {Source} }}\n";
        string[] mistakes = LedgerTexts.Mistakes(("more.yaml", "claims:\n" + Claim("claim.a", "claim.b") + Claim("claim.b", "claim.c, claim.beta-leads") + Claim("claim.c", "claim.a") + Claim("claim.d", "claim.beta-leads")));
        Assert.Equal(
            ["more.yaml:2: 'claim.a' rests on", "more.yaml:3: 'claim.b' rests on", "more.yaml:4: 'claim.c' rests on"],
            mistakes.Select(mistake => mistake[..mistake.IndexOf(" claims", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_folder_above_adds_and_replaces_only_where_it_says_so()
    {
        LedgerLayer Above(string replaces) => LedgerLayer.OfTexts(
            [("mine/releases.yaml", $"releases:\n  - {{ lab: beta, subject: Beta 2, on: 2025-11-19, confidence: low, {Source}{replaces} }}\n  - {{ lab: beta, subject: Beta 3, on: 2025-12-01, confidence: low, {Source} }}\n")]);
        Assert.Contains(
            "mine/releases.yaml:2: 'release.beta.beta-2' (an id made of what it says) stands here a second time (first in releases.yaml:4); write replaces: true to put this one in its place, or give it another id.",
            LedgerTexts.Mistakes([LedgerTexts.Layer(), Above("")]));
        var ledger = LedgerReader.Read([LedgerTexts.Layer(), Above(", replaces: true")]).Ledger;
        Assert.Equal(("2025-11-19", "mine/releases.yaml"), (ledger.Find("release.beta.beta-2")!.TrueOn.ToString(), ledger.Find("release.beta.beta-2")!.Path));
        Assert.NotNull(ledger.Find("release.beta.beta-3"));
    }

    [Fact]
    public void A_name_can_be_replaced_from_above_too()
    {
        var ledger = LedgerReader.Read([LedgerTexts.Layer(), LedgerLayer.OfTexts([("labs.yaml", "labs: { beta: { name: Beta Renamed, replaces: true } }")])]).Ledger;
        Assert.Equal(("Beta Renamed", false), (ledger.Labs["beta"].Name, ledger.Labs["beta"].Watched));
    }

    [Theory]
    [InlineData("2025-12-03", "")]
    [InlineData("2025-11-30", "'on' is 2025-12-01, which is still to come")]
    public void A_day_to_come_is_a_mistake_where_the_day_is_known(string today, string mistake)
    {
        LedgerLayer[] layers = [LedgerTexts.Layer()];
        if (mistake.Length == 0)
        {
            LedgerReader.Read(layers, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        Assert.Contains(LedgerTexts.Mistakes(layers, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)), said => said.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_odd_but_may_be_right_is_a_notice()
    {
        var reading = LedgerTexts.Read(
            Row("releases", "lab: alpha, subject: Alpha 1, model: alpha-1-high"),
            ("early.yaml", $"scores:\n  - {{ benchmark: quiz, runner: judge, model: beta-2, value: 90, on: 2025-10-01, date_means: published, known_by: 2025-10-01, known_basis: publication, confidence: low, {Source} }}\n"));
        Assert.Equal(
            [
                "early.yaml:2: the score was known by 2025-10-01, before beta-2 was released on 2025-11; look again at both dates.",
                "more.yaml:2: 'release.alpha.alpha-1' is of 2025-12-01, but the model 'alpha-1-high' was released on 2025-08-07; look again at both dates.",
            ],
            reading.Notices.Select(notice => notice.ToString()));
    }
}
