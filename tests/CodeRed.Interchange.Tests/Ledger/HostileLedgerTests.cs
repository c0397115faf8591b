using System.Globalization;
using System.Text;
using CodeRed.Evidence.Documents;
using CsCheck;

namespace CodeRed.Interchange.Tests;

/// <summary>A folder of a stranger is refused with a reason, in bounded time and memory, or read.</summary>
public sealed class HostileLedgerTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string[] Refusal() => [.. Assert.Throws<DocumentException>(() => LedgerReader.Read([LedgerLayer.OfFolder(scratch.Folder)])).Problems.Select(problem => problem.ToString())];

    [Fact]
    public void A_bomb_of_aliases_is_refused_where_it_starts()
    {
        string path = scratch.File("bomb.yaml", "labs: &a { x: y }\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n");
        Assert.Equal($"{path}:2: '*a' is an alias; write the value out.", Refusal()[0]);
    }

    [Fact]
    public void Values_that_stand_a_thousand_deep_are_refused()
    {
        string path = scratch.File("deep.yaml", "labs: " + new string('[', 1000) + new string(']', 1000) + "\n");
        Assert.Equal($"{path}:1: lists and mappings stand more than 32 deep in each other; make the file flatter.", Assert.Single(Refusal()));
    }

    [Fact]
    public void A_file_of_more_than_a_megabyte_is_refused()
    {
        string path = scratch.File("big.yaml", "labs: { a: { name: " + new string('x', 1024 * 1024) + " } }\n");
        Assert.Equal($"{path}: is larger than 1 MiB; split it, or check that this is the file you meant.", Assert.Single(Refusal()));
    }

    [Theory]
    [InlineData("labs: {{ a: {{ name: {0} }} }}", "'name' has 1000000 characters; write at most 200.")]
    [InlineData("labs: {{ {0}: {{ name: x }} }}", "is no id; write lower-case letters")]
    [InlineData("labs: {{ a: {{ name: x, aliases: [{0}] }} }}", "an entry of 'aliases' is longer than 200 characters")]
    [InlineData("labs: {{ a: {{ name: x, {0}: y }} }}", "is not a key that belongs here")]
    [InlineData("aliases: {{ {0}: y }}", "the alias is longer than 200 characters")]
    [InlineData("aliases: {{ y: {0} }}", "there is no model 'xxx")]
    [InlineData("releases: [{{ lab: {0} }}]", "there is no lab 'xxx")]
    [InlineData("releases: [{{ on: {0} }}]", "which is no date")]
    [InlineData("releases: [{{ id: {0} }}]", "is not an id")]
    [InlineData("releases: [{{ note: {0} }}]", "'note' has 1000000 characters; write at most 2000.")]
    [InlineData("releases: [{{ source: {{ title: t, url: \"https://{0}\" }} }}]", "'url' has 10000")]
    [InlineData("claims: [{{ evidence: [{0}], verdicts: [{{ evidence: [{0}] }}] }}]", "'id' is missing")]
    [InlineData("{{ {0}: [] }}", "no key says what the file holds")]
    public void A_text_of_a_megabyte_is_refused_in_a_few_words(string form, string mistake)
    {
        string text = string.Format(CultureInfo.InvariantCulture, form, new string('x', form.Contains("{0}], v", StringComparison.Ordinal) ? 500_000 : 1_000_000));
        scratch.File("long.yaml", text);
        string[] said = Refusal();
        Assert.Contains(said, line => line.Contains(mistake, StringComparison.Ordinal));
        Assert.All(said, line => Assert.InRange(line.Length, 10, 1000));
    }

    [Fact]
    public void What_is_no_UTF8_is_refused_with_its_line()
    {
        string path = scratch.File("latin.yaml", [.. "labs:\n  a: { name: Fran"u8, 0xE7, .. "ois }\n"u8]);
        Assert.Equal($"{path}:2: byte 0xE7 is not UTF-8; save the file as UTF-8.", Assert.Single(Refusal()));
    }

    [Fact]
    public void A_folder_of_a_hundred_thousand_files_is_refused_before_any_is_read()
    {
        for (int i = 0; i <= LedgerLayer.MostFiles; i++)
        {
            // Each of them would be a mistake of its own.
            File.WriteAllText(scratch.PathOf(string.Create(CultureInfo.InvariantCulture, $"{i}.yaml")), "");
        }

        Assert.Equal($"{scratch.Folder}: holds more than 5000 files and folders; check that this is the folder you meant, or join small files.", Assert.Single(Refusal()));
    }

    [Fact]
    public void More_than_sixteen_megabytes_are_refused_before_any_is_read()
    {
        byte[] megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)'#');
        for (int i = 0; i < 17; i++)
        {
            scratch.File(string.Create(CultureInfo.InvariantCulture, $"{i}.yaml"), megabyte);
        }

        Assert.Contains("holds more than 16 MiB of YAML", Assert.Single(Refusal()), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_stand_a_hundred_deep_are_refused()
    {
        Directory.CreateDirectory(Path.Combine([scratch.Folder, .. Enumerable.Repeat("d", 100)]));
        Assert.Contains("folders stand more than 8 deep in each other", Assert.Single(Refusal()), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights that a user may not have.");
        Directory.CreateSymbolicLink(scratch.PathOf("round"), scratch.Folder);
        Assert.Equal($"{scratch.PathOf("round")}: is a link to a folder; put the files themselves here; links to folders are not followed.", Assert.Single(Refusal()));
        Directory.Delete(scratch.PathOf("round"));
        File.CreateSymbolicLink(scratch.PathOf("itself.yaml"), scratch.PathOf("itself.yaml"));
        Assert.StartsWith($"{scratch.PathOf("itself.yaml")}: ", Assert.Single(Refusal()), StringComparison.Ordinal);
        File.Delete(scratch.PathOf("itself.yaml"));
        File.CreateSymbolicLink(scratch.PathOf("nowhere.yaml"), scratch.PathOf("nothing"));
        Assert.StartsWith($"{scratch.PathOf("nowhere.yaml")}: ", Assert.Single(Refusal()), StringComparison.Ordinal);
        File.Delete(scratch.PathOf("nowhere.yaml"));
        File.CreateSymbolicLink(scratch.PathOf("endless.yaml"), "/dev/zero");
        Assert.Equal($"{scratch.PathOf("endless.yaml")}: is empty, or not a regular file; write the YAML into a file.", Assert.Single(Refusal()));
    }

    [Fact]
    public void A_link_to_a_file_and_hidden_and_other_files_are_no_matter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights that a user may not have.");
        using var elsewhere = new Scratch();
        File.CreateSymbolicLink(scratch.PathOf("labs.yaml"), elsewhere.File("labs.txt", "labs: { a: { name: A } }\n"));
        Directory.CreateDirectory(scratch.PathOf(".git"));
        scratch.File(Path.Combine(".git", "x.yaml"), "nonsense");
        scratch.File(".hidden.yaml", "nonsense");
        scratch.File("README.md", "nonsense: [");
        Assert.Equal("A", LedgerReader.Read([LedgerLayer.OfFolder(scratch.Folder)]).Ledger.Labs["a"].Name);
    }

    [Fact]
    public void A_hundred_thousand_mistakes_are_counted_and_a_thousand_shown()
    {
        var rows = new StringBuilder("releases:\n");
        for (int i = 0; i < 12_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"- {{ lab: laboratory-{i}, subject: s, model: model-number-{i}, colour: c }}\n");
        }

        scratch.File("wrong.yaml", rows.ToString());
        string[] mistakes = Refusal();
        Assert.Equal(LedgerReader.MostProblems + 1, mistakes.Length);
        Assert.Equal("the ledger: holds 71000 more mistakes; mend these first.", mistakes[^1]);
    }

    [Fact]
    public void A_chain_of_claims_of_any_length_is_read()
    {
        var rows = new StringBuilder("on: 2025-01-01\nconfidence: low\nclaimant: a\nsource: { title: t, url: \"https://a.example\" }\nclaims:\n");
        for (int i = 0; i < 10_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"- {{ id: c{i}, statement: s{(i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", evidence: [c{i - 1}]"))} }}\n");
        }

        scratch.File("claims.yaml", rows.ToString());
        scratch.File("labs.yaml", "labs: { a: { name: A } }\n");
        Assert.Equal(10_000, LedgerReader.Read([LedgerLayer.OfFolder(scratch.Folder)]).Ledger.Facts.Length);
        scratch.File("more.yaml", "claims: [{ id: d, claimant: a, statement: s, evidence: [d], on: 2025, confidence: low, source: { title: t, url: \"https://a.example\" } }]\n");
        Assert.Equal("'d' rests on itself; take the circle out of the evidence.", Assert.Single(Refusal())[(scratch.PathOf("more.yaml").Length + 4)..]);
    }

    [Fact]
    public void What_is_no_folder_is_named()
    {
        Assert.Equal($"{scratch.PathOf("none")}: there is no such folder; check the spelling, or make it.", Assert.Throws<DocumentException>(() => LedgerLayer.OfFolder(scratch.PathOf("none"))).Message);
        Assert.Equal($"{scratch.File("a.yaml", "")}: is a file; name the folder of the ledger.", Assert.Throws<DocumentException>(() => LedgerLayer.OfFolder(scratch.PathOf("a.yaml"))).Message);
    }

    [Fact]
    public void Any_text_in_the_place_of_a_file_is_read_or_refused() => Gen.Select(Gen.Int[0, LedgerTexts.Small.Count - 1], Gen.Int[0, 2000], Gen.String[0, 6], Gen.Int[0, 40]).Sample(
        (file, at, piece, cut) =>
        {
            // A right file with a piece cut out and another put in: near enough to being right to reach every corner.
            var (path, text) = LedgerTexts.Small[file];
            int from = at % text.Length;
            string changed = text[..from] + piece + text[Math.Min(text.Length, from + cut)..];
            try
            {
                LedgerTexts.Read((path, changed));
            }
            catch (DocumentException e)
            {
                Assert.All(e.Problems, problem => Assert.InRange(problem.ToString().Length, 10, 1500));
            }
        },
        iter: 2000);
}
