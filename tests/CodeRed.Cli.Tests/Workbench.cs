using System.Diagnostics;
using System.Globalization;
using System.Text;
using CodeRed.Store;

namespace CodeRed.Cli.Tests;

/// <summary>A folder with files and a database of its own, and the built program started in it.</summary>
internal sealed class Workbench : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // artifacts/bin/CodeRed.Cli.Tests/debug/ and artifacts/bin/CodeRed.Cli/debug/
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        "..",
        "..",
        "CodeRed.Cli",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
        OperatingSystem.IsWindows() ? "codered.exe" : "codered"));

    // The launcher looks in DOTNET_ROOT and the usual places, not along PATH: name the runtime that runs the tests.
    private static readonly string Runtime = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    public string Folder { get; } = Directory.CreateTempSubdirectory("codered-cli-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file of the folder; the program is given its bare name.</summary>
    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return name;
    }

    /// <summary>Writes a header and rows.</summary>
    public string Write(string name, string header, IEnumerable<string> rows) => Write(name, string.Join('\n', rows.Prepend(header)) + "\n");

    public Ran Run(params string[] words) => RunWith([], words);

    /// <summary>Runs with variables added to the environment, or taken from it where the value is null.</summary>
    public Ran RunWith(Dictionary<string, string?> environment, params string[] words)
    {
        using var process = Start(environment, words);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        long peak = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            peak = Math.Max(peak, Peak(process));
            if (clock.Elapsed > Patience)
            {
                process.Kill();
                Assert.Fail($"'codered {string.Join(' ', words)}' did not end.");
            }
        }

        return new Ran(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult(), peak);
    }

    /// <summary>Starts the program in the folder, with a home folder and a database there and no keys.</summary>
    public Process Start(Dictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo(Program, words)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string name in start.Environment.Keys.Where(n => n.EndsWith("_API_KEY", StringComparison.Ordinal) || n is "NO_COLOR" or "XDG_DATA_HOME").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ROOT"] = Runtime;
        start.Environment["HOME"] = Folder;
        start.Environment["CODERED_DB"] = PathOf("evidence.db");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Asserts that nothing is in the database, finished or not.</summary>
    public void HoldsNothing()
    {
        string path = PathOf("evidence.db");
        if (File.Exists(path))
        {
            using var store = EvidenceStore.Open(path, TimeProvider.System);
            Assert.Empty(store.Runs());
            Assert.False(store.HasUnfinishedImport());
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static long Peak(Process process)
    {
        // The kernel keeps the high-water mark, so a look now and then misses only the last moments.
        string status = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status";
        try
        {
            string? line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // It ended in between, or this is not Linux.
        }
    }
}
