namespace CodeRed.Cli.Tests;

/// <summary>Text that a person has read and approved, kept in Approved/.</summary>
/// <remarks>CODERED_APPROVE=1 writes what the program says now; read the difference before you commit it.</remarks>
internal static class Approval
{
    private const int Columns = 80;

    public static void Check(string name, string text)
    {
        text = text.ReplaceLineEndings("\n");
        foreach (string line in text.Split('\n'))
        {
            Assert.True(Cells(line) <= Columns, $"{Cells(line)} columns in {name}: {line}");
            Assert.False(line.EndsWith(' '), $"a line of {name} ends in a space: {line}");
        }

        string path = Path.Combine(Checkout(), "tests", "CodeRed.Cli.Tests", "Approved", name);
        if (Environment.GetEnvironmentVariable("CODERED_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing; CODERED_APPROVE=1 writes it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    /// <summary>The columns that a line takes on a terminal: Chinese characters and full-width signs take two.</summary>
    public static int Cells(string line) => line.EnumerateRunes().Sum(r => r.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF => 2,
        >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    });

    /// <summary>The folder of the checkout that the tests were built in.</summary>
    public static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CodeRed.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not below a checkout.");
        }

        return folder.FullName;
    }
}
