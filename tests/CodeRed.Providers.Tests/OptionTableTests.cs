namespace CodeRed.Providers.Tests;

public sealed class OptionTableTests
{
    private const string Begin = "<!-- ./bench/run options -->\n";
    private const string End = "<!-- end -->\n";

    /// <summary>No option is dropped in silence, at any provider: it is on the wire with its value, or refused before anything is sent.</summary>
    [Fact]
    public async Task Every_option_is_sent_with_its_value_or_refused_before_anything_is_sent()
    {
        var cells = await OptionTable.Measure();

        Assert.Equal(Enum.GetValues<RequestOption>().Length * (Vendor.All.Count + 2), cells.Count);
        Assert.All(cells, cell => Assert.Contains(cell.Fate, cell.Wire.Length > 0 ? ["sent", "refused"] : (string[])["heeded", "no effect"]));
        Assert.Contains(cells, cell => cell is { Fate: "refused", Vendor: "anthropic", Option: RequestOption.Seed });
        Assert.Contains(cells, cell => cell is { Fate: "sent", Vendor: "gemini", Option: RequestOption.Seed });
    }

    [Fact]
    public async Task The_page_shows_what_was_seen_on_the_wire()
    {
        var cells = await OptionTable.Measure();
        string table = await OptionTable.Markdown(cells);
        if (Environment.GetEnvironmentVariable("CODERED_OPTIONS") is { Length: > 0 } file)
        {
            // ./bench/run options reads it there.
            await File.WriteAllTextAsync(file, table, TestContext.Current.CancellationToken);
            await File.AppendAllTextAsync(
                file, $$"""{"sent": {{cells.Count(c => c.Fate == "sent")}}, "refused": {{cells.Count(c => c.Fate == "refused")}}, "dropped": {{cells.Count(c => c.Fate == "dropped")}}}""" + "\n", TestContext.Current.CancellationToken);
        }

        string page = await File.ReadAllTextAsync(Path.Combine(Checkout(), "docs", "reference", "providers.md"), TestContext.Current.CancellationToken);

        Assert.Equal(table, page.Split(Begin)[1].Split(End)[0]);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CodeRed.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
