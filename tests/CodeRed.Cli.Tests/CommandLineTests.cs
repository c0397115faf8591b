namespace CodeRed.Cli.Tests;

/// <summary>What is mistyped is named as the user typed it, before anything is read or written.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("", "Name a command.", "Type 'codered --help'")]
    [InlineData("drfit", "'drfit' is not a command. Did you mean drift? There are import, runs, drift,", "Type 'codered --help'")]
    [InlineData("drfit", "'drfit' is not a command. Did you mean drift? There are import, runs, drift, compare, rank,", "Type 'codered --help'")]
    [InlineData("ledger", "codered ledger takes a command: check, list, show, conflicts, add, import.", "Type 'codered ledger --help'")]
    [InlineData("ledger chek", "'chek' is not a command of codered ledger. Did you mean check? There are check, list, show, conflicts, add, import.", "Type 'codered ledger --help'")]
    [InlineData("ledger list --kinds score", "codered ledger list has no option --kinds. Did you mean --kind?", "Type 'codered ledger list --help'")]
    [InlineData("ledger list --kind scor", "--kind scor: there is no such kind. Did you mean score? The kinds are release, score,", "")]
    [InlineData("ledger show", "codered ledger show takes ID; ID is missing.", "Type 'codered ledger show --help'")]
    [InlineData("ledger check --alone", "--alone: name the folder to check", "")]
    [InlineData("ledger check nowhere", "nowhere: there is no such folder; check the spelling, or make it.", "")]
    [InlineData("ledger add relase lab=openai", "relase: is nothing that a ledger holds. Did you mean release?", "")]
    [InlineData("ledger add release lab", "lab: is no KEY=VALUE; write it as in lab=openai", "")]
    [InlineData("ledger add release --file x.yaml", "Give a KIND with KEY=VALUE, or --file; not both.", "")]
    [InlineData("--alfa", "codered has no option --alfa.", "Type 'codered --help'")]
    [InlineData("drift --htm x.html before.csv after.csv", "codered drift has no option --htm. Did you mean --html?", "Type 'codered drift --help'")]
    [InlineData("suite", "codered suite takes a command: check.", "Type 'codered suite --help'")]
    [InlineData("suite chek", "'chek' is not a command of codered suite. Did you mean check? There is check.", "Type 'codered suite --help'")]
    [InlineData("suite check", "codered suite check takes SUITE; SUITE is missing.", "Type 'codered suite check --help'")]
    [InlineData("suite check quick --jsn", "codered suite check has no option --jsn. Did you mean --json?", "Type 'codered suite check --help'")]
    [InlineData("init before.csv", "before.csv: is there already, and nothing is overwritten; name another file.", "")]
    [InlineData("init missing/suite.yaml", "missing/suite.yaml: cannot be written", "")]
    [InlineData("runs --jsn", "codered runs has no option --jsn. Did you mean --json?", "Type 'codered runs --help'")]
    [InlineData("drift", "codered drift takes BASELINE and perhaps CURRENT; BASELINE is missing.", "Type 'codered drift --help'")]
    [InlineData("compare", "codered compare takes RUN; RUN is missing.", "Type 'codered compare --help'")]
    [InlineData("runs now", "'now' is one too many: codered runs takes options only.", "Type 'codered runs --help'")]
    [InlineData("drift before.csv", "codered drift compares two sets of answers: codered drift BASELINE CURRENT.", "codered drift LOG --split DATE")]
    [InlineData("drift before.csv after.csv --alpha 2", "--alpha 2: is not an error rate; write a number between 0 and 1, such as 0.05.", "")]
    [InlineData("drift before.csv after.csv --alpha five", "--alpha five: is not an error rate;", "")]
    [InlineData("drift before.csv after.csv --seed -1", "--seed -1: is not a seed; write a whole number of at least 0.", "")]
    [InlineData("drift before.csv after.csv --lang xx", "--lang xx: there is no such language here; write en or zh-Hant.", "")]
    [InlineData("demo --lang zh", "--lang zh: there is no such language here; write en or zh-Hant.", "")]
    [InlineData("drift before.csv after.csv --split 2026-11-01", "--split takes one log; leave out the second file, or leave out --split.", "")]
    [InlineData("drift before.csv --split nonsense", "--split nonsense: not a date; write it as 2026-11-01, or 2026-11-01T09:30Z.", "")]
    [InlineData("drift before.csv --split 01/02/2026", "--split 01/02/2026: not a date;", "")]
    [InlineData("drift before.csv --split 10:30", "--split 10:30: not a date;", "")]
    [InlineData("drift before.csv after.csv --html missing/x.html", "--html missing/x.html: the folder ", " does not exist; make it first.")]
    [InlineData("demo --html missing/x.html", "--html missing/x.html: the folder ", " does not exist; make it first.")]
    [InlineData("drift before.csv after.csv --html .", "--html .: is a folder; name a file in it.", "")]
    [InlineData("drift before.csv after.csv -m a -m b -m c", "Give one --mapping for both sides, or two", "")]
    [InlineData("import before.csv -m a -m b", "import takes one --mapping.", "")]
    public void A_mistake_is_named_and_nothing_is_done(string line, string complaint, string more)
    {
        Answers.Worse(bench);
        bench.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Refuses(complaint, more);
        Assert.Equal(["after.csv", "before.csv"], Directory.GetFileSystemEntries(bench.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
