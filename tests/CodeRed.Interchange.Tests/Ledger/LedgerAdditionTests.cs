using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CsCheck;

namespace CodeRed.Interchange.Tests;

/// <summary>What is added is what was meant, or nothing is written.</summary>
public sealed class LedgerAdditionTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 25);
    private static readonly LedgerLayer[] Below = [LedgerTexts.Layer()];
    private static readonly (string Key, string Value)[] Release =
    [
        ("lab", "alpha"), ("subject", "Alpha 3"), ("on", "2026-11-20"), ("known_by", "2026-11-20"), ("known_basis", "public_event"), ("confidence", "high"),
        ("source.title", "Alpha: a new model"), ("source.url", "https://alpha.example/3"),
    ];

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string Own => scratch.PathOf("own");

    private LedgerAddition Added(string kind, params (string, string)[] values) => LedgerAddition.Of(LedgerKind.Of(kind)!, values, Below, Own, Today);

    private Ledger Read() => LedgerReader.Read([.. Below, LedgerLayer.OfFolder(Own)]).Ledger;

    private string[] Refusal(string kind, params (string, string)[] values)
    {
        var refused = Assert.Throws<DocumentException>(() => Added(kind, values));
        Assert.False(Directory.Exists(Own));
        return [.. refused.Problems.Select(problem => problem.ToString())];
    }

    [Fact]
    public void A_release_goes_into_the_file_of_its_lab_and_reads_back_as_it_was_meant()
    {
        var addition = Added("release", Release);
        Assert.False(Directory.Exists(Own));
        addition.Write();
        Assert.Equal((Path.Combine(Own, "releases", "alpha.yaml"), "release.alpha.alpha-3"), (addition.Path, Assert.Single(addition.Ids)));
        Assert.Equal(
            """
            releases:
              - lab: alpha
                subject: Alpha 3
                on: 2026-11-20
                known_by: 2026-11-20
                known_basis: public_event
                confidence: high
                source:
                  title: "Alpha: a new model"
                  url: "https://alpha.example/3"

            """,
            File.ReadAllText(addition.Path));
        var release = Assert.IsType<Release>(Read().Find("release.alpha.alpha-3"));
        Assert.Equal(("Alpha 3", "Alpha: a new model", KnownBasis.PublicEvent), (release.Subject, release.Sources[0].Title, release.KnownBasis));
    }

    [Fact]
    public void A_second_release_goes_to_the_end_of_that_file_and_leaves_the_rest_as_it_is()
    {
        Added("release", Release).Write();
        string path = Path.Combine(Own, "releases", "alpha.yaml");
        File.AppendAllText(path, "    # a remark of mine\n");
        string before = File.ReadAllText(path);
        Added("release", [("subject", "Alpha 4"), .. Release.Where(value => value.Key != "subject")]).Write();
        Assert.StartsWith(before, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(2, Read().Facts.OfType<Release>().Count(release => release.Path == path));
    }

    [Theory]
    [InlineData("releases: [{ lab: alpha, subject: Alpha 2, on: 2026-01, confidence: low, source: { title: t, url: \"https://a.example\" } }]\n")]
    [InlineData("releases:\n  - { lab: alpha, subject: Alpha 2, on: 2026-01, confidence: low, source: { title: t, url: \"https://a.example\" } }\nknown_by: 2026-02\nknown_basis: snapshot\n")]
    [InlineData("model: alpha-1-low\nnote: x\n")]
    [InlineData("known_by: 2026-02\nknown_basis: snapshot\nkind: product\nreleases:\n  - { lab: alpha, subject: Alpha 2, on: 2026-01, confidence: low, source: { title: t, url: \"https://a.example\" } }\n")]
    [InlineData("labs:\n  gamma: { name: Gamma }\n")]
    public void A_file_that_cannot_take_it_gets_a_neighbour(string text)
    {
        Directory.CreateDirectory(Path.Combine(Own, "releases"));
        string first = Path.Combine(Own, "releases", "alpha.yaml");
        File.WriteAllText(first, text);
        if (text.StartsWith("model", StringComparison.Ordinal))
        {
            // A ledger that is wrong already is not added to.
            Assert.Contains("no key says what the file holds", Assert.Throws<DocumentException>(() => Added("release", Release)).Message, StringComparison.Ordinal);
            return;
        }

        var addition = Added("release", Release);
        addition.Write();
        Assert.Equal(Path.Combine(Own, "releases", "alpha-2.yaml"), addition.Path);
        Assert.Equal(text, File.ReadAllText(first));
        var release = Assert.IsType<Release>(Read().Find("release.alpha.alpha-3"));
        Assert.Equal((ReleaseKind.Model, "2026-11-20"), (release.Kind, release.KnownBy.ToString()));
    }

    [Fact]
    public void Every_kind_can_be_added()
    {
        (string, string)[] fact = [("on", "2026-10-01"), ("confidence", "low"), ("source.title", "t"), ("source.url", "https://a.example/x")];
        Added("lab", ("id", "gamma"), ("name", "Gamma"), ("aliases", "[Gamma AI, G]"), ("watched", "true")).Write();
        Added("runner", ("id", "me"), ("name", "Me")).Write();
        Added("skill", ("id", "chat"), ("name", "chat"), ("zh-Hant", "對話")).Write();
        Added("measure", ("id", "visits"), ("name", "visits"), ("zh-Hant", "造訪"), ("unit", "visits")).Write();
        Added("product", ("id", "gammachat"), ("name", "GammaChat"), ("lab", "gamma")).Write();
        Added("person", ("id", "cy"), ("name", "Cy"), ("founder_of", "[gamma]"), ("tenures", "[{lab: gamma, from: 2020, source: {title: t, url: \"https://a.example\"}}]")).Write();
        Added("model", ("id", "gamma-1"), ("name", "Gamma 1"), ("lab", "gamma"), ("released", "2026-01")).Write();
        Added("model", ("id", "gamma-2"), ("name", "Gamma 2"), ("lab", "gamma")).Write();
        Added("alias", ("name", "gamma: the first"), ("model", "gamma-1")).Write();
        Added("alias", ("name", "Beta II"), ("model", "beta-2")).Write();
        Added("benchmark", ("id", "mine"), ("name", "Mine"), ("metrics", "{accuracy: {name: accuracy, scale: share, unit: \"%\", better: higher}}"), ("skills", "{coding: \"Why: it is code.\"}")).Write();
        Added("score", [("benchmark", "mine"), ("runner", "me"), ("model", "gamma-1"), ("value", "71.5"), ("interval", "[60, 80]"), ("date_means", "measured"), ("runner_kind", "self"), ("note", "My own run."), .. fact]).Write();
        Added("votes", [("benchmark", "board"), ("edition", "2025-11"), ("metric", "rating"), ("runner", "me"), ("first", "gamma-1"), ("second", "beta-2"), ("wins", "3"), ("losses", "2"), ("ties", "0"), ("date_means", "measured"), .. fact]).Write();
        Added("move", [("person", "cy"), ("kind", "joined"), ("to", "beta"), ("role", "\"guest\""), .. fact]).Write();
        Added("usage", [("product", "gammachat"), ("measure", "visits"), ("value", "1e6"), ("by", "me"), ("precision", "about"), .. fact]).Write();
        Added("price", [("model", "gamma-1"), ("vendor", "gamma"), ("input", "0.1"), ("output", "1"), .. fact]).Write();
        Added("claim", [("id", "claim.gamma"), ("claimant", "cy"), ("statement", "Gamma 1 leads."), ("about", "[gamma]"), ("evidence", "[score.mine.accuracy.gamma-1.me.2026-10-01]"), .. fact]).Write();
        Added("conflict", ("id", "conflict.mine"), ("subject", "Mine"), ("sides", "[{says: a, facts: [claim.gamma]}, {says: b, source: {title: t, url: \"https://a.example\"}}]")).Write();
        Added("release", [("lab", "gamma"), ("subject", "Gamma 1"), ("model", "gamma-1"), .. fact]).Write();

        Assert.Equal(17, LedgerKind.All.Length);
        Assert.Equal(
            ["aliases.yaml", "benchmarks/mine.yaml", "claims.yaml", "conflicts.yaml", "labs.yaml", "measures.yaml", "models/gamma.yaml", "moves/2026.yaml", "people.yaml", "prices/gamma.yaml", "products.yaml",
                "releases/gamma.yaml", "runners.yaml", "scores/mine.yaml", "skills.yaml", "usage/gammachat.yaml", "votes/board.yaml"],
            Directory.GetFiles(Own, "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Own, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
        var ledger = Read();
        Assert.Equal(["gamma: the first"], ledger.Models["gamma-1"].Aliases);
        Assert.Equal(["Beta II"], ledger.Models["beta-2"].Aliases);
        Assert.Equal(["Gamma AI", "G"], ledger.Labs["gamma"].Aliases);
        Assert.Equal("Why: it is code.", ledger.Benchmarks["mine"].Skills[0].Why);
        Assert.Equal((60, 80, RunnerKind.Self), ledger.Facts.OfType<Score>().Where(score => score.Series.Benchmark == "mine").Select(score => (score.Lower, score.Upper, score.RunnerKind)).Single());
        Assert.Equal("\"guest\"", ledger.Facts.OfType<Move>().Single(move => move.Person == "cy").Role);
        Assert.Equal(1_000_000, ledger.Facts.OfType<Usage>().Single(usage => usage.Product == "gammachat").Value);
    }

    [Fact]
    public void Any_text_arrives_as_it_was_typed() => Gen.Select(Gen.String[1, 40], Gen.String[1, 40], Gen.Int[0, 2]).Sample(
        (subject, note, day) =>
        {
            // Text of strangers is Unicode; half a character is no text, and a value that opens a bracket is YAML.
            string Whole(string text) => new([.. ("x" + text).Where(c => !char.IsSurrogate(c))]);
            var addition = LedgerAddition.Of(
                LedgerKind.Of("release")!,
                [.. Release.Where(value => value.Key is not ("subject" or "on")), ("subject", Whole(subject)), ("note", Whole(note)), ("id", "release.any"), ("on", $"2026-11-1{day}")],
                Below,
                scratch.PathOf("any"),
                Today);
            addition.Write();
            var read = Assert.IsType<Release>(LedgerReader.Read([.. Below, LedgerLayer.OfFolder(scratch.PathOf("any"))]).Ledger.Find("release.any"));
            Assert.Equal((Whole(subject), Whole(note), $"2026-11-1{day}"), (read.Subject, read.Note, read.TrueOn.ToString()));
            Directory.Delete(scratch.PathOf("any"), recursive: true);
        },
        iter: 200,
        threads: 1);

    [Fact]
    public void Whatever_is_wrong_is_said_at_once_and_nothing_is_written()
    {
        string[] mistakes = Refusal("release", ("lab", "alpa"), ("subjct", "x"), ("on", "2026-13-01"), ("source.url", "alpha.example"));
        Assert.All(mistakes, mistake => Assert.StartsWith("what you typed: ", mistake, StringComparison.Ordinal));
        Assert.Equal(7, mistakes.Length);
        Assert.Contains(mistakes, mistake => mistake.Contains("there is no lab 'alpa'; did you mean alpha?", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.Contains("'subjct' is not a key that belongs here; did you mean subject?", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.Contains("'on' is '2026-13-01', which is no date", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.Contains("'confidence' is missing; write one of low, medium, high", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.Contains("which is no web address", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'on' is 2027-01-01, which is still to come", "on", "2027-01-01")]
    [InlineData("'known_by' is 2026-12, which is still to come", "known_by", "2026-12")]
    [InlineData("'on' is '0000-01-01', which is no date", "on", "0000-01-01")]
    [InlineData("'release.alpha.alpha-3' is written twice", "", "")]
    public void Days_to_come_and_impossible_days_are_refused(string problem, string key, string value)
    {
        if (key.Length == 0)
        {
            Added("release", Release).Write();
            Assert.Contains("stands here a second time (first in " + Path.Combine(Own, "releases", "alpha.yaml") + ":2)", Assert.Throws<DocumentException>(() => Added("release", Release)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(problem, Assert.Single(Refusal("release", [.. Release.Where(other => other.Key != key), (key, value)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lab=alpha lab=beta", "'lab' is written twice")]
    [InlineData("source=x source.title=y", "'source.title' and 'source' are both written")]
    [InlineData("source.=y", "'source.' is no key")]
    [InlineData("lab=", "'lab' has no value")]
    [InlineData("about=[a", "what you typed: this is not YAML")]
    [InlineData("about=[*a]", "what you typed: '*a' is an alias")]
    public void Odd_words_are_named(string words, string problem) =>
        Assert.Contains(problem, Refusal("claim", [.. words.Split(' ').Select(word => (word.Split('=')[0], word.Split('=')[1]))])[0], StringComparison.Ordinal);

    [Fact]
    public void A_built_in_fact_is_replaced_only_where_that_is_said()
    {
        (string, string)[] other = [("lab", "beta"), ("subject", "Beta 2"), ("on", "2025-11-19"), ("confidence", "low"), ("source.title", "t"), ("source.url", "https://b.example")];
        Assert.Contains("write replaces: true to put this one in its place", Assert.Single(Refusal("release", other)), StringComparison.Ordinal);
        Added("release", [.. other, ("replaces", "true")]).Write();
        Assert.Equal("2025-11-19", Read().Find("release.beta.beta-2")!.TrueOn.ToString());
        Assert.Contains("replaces nothing", Assert.Throws<DocumentException>(() => Added("release", [.. Release, ("replaces", "true")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_facts_is_taken_as_it_is()
    {
        string file = scratch.File("news.yaml", "# mine\nconfidence: low\nsource: { title: t, url: \"https://b.example\" }\nreleases:\n  - { lab: beta, subject: B 3, on: 2026-01-02 }\n  - { lab: beta, subject: B 4, on: 2026-01-03 }\n");
        var addition = LedgerAddition.OfFile(file, Below, Own, Today);
        addition.Write();
        Assert.Equal(["release.beta.b-3", "release.beta.b-4"], addition.Ids);
        Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(Own, "releases", "news.yaml")));
        string wrong = scratch.File("more.yaml", "releases:\n  - { lab: beta, subject: B 5 }\n");
        Assert.StartsWith(wrong + ":2: 'on' is missing", Assert.Throws<DocumentException>(() => LedgerAddition.OfFile(wrong, Below, Own, Today)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Own, "*.yaml", SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_who_write_at_once_do_not_lose_each_others_facts()
    {
        var first = Added("release", Release);
        var second = Added("release", [("subject", "Alpha 4"), .. Release.Where(value => value.Key != "subject")]);
        first.Write();
        Assert.Contains("was changed by somebody else", Assert.Throws<DocumentException>(second.Write).Message, StringComparison.Ordinal);
        Assert.Equal(1, Read().Facts.OfType<Release>().Count(release => release.Lab == "alpha" && release.Subject.StartsWith("Alpha", StringComparison.Ordinal)));
    }
}
