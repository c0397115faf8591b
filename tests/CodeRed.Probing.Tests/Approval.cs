namespace CodeRed.Probing.Tests;

/// <summary>Text that a person has read and approved, kept in Approved/.</summary>
/// <remarks>CODERED_APPROVE=1 writes what is made now; read the difference before you commit it.</remarks>
internal static class Approval
{
    public static void Check(string name, string text)
    {
        text = text.ReplaceLineEndings("\n");
        string path = Path.Combine(Checkout(), "tests", "CodeRed.Probing.Tests", "Approved", name);
        if (Environment.GetEnvironmentVariable("CODERED_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing; CODERED_APPROVE=1 writes it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

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
