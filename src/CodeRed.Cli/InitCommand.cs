using System.CommandLine;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

internal static class InitCommand
{
    private const string Example = "suite.yaml";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it.", DefaultValueFactory = _ => Example };
        var command = new Command("init", """
            Write a commented example suite to start from; nothing is overwritten.

            Examples:
              codered init
              codered init tickets.yaml

            Exit code: 0 written; 2 the file is there already, or cannot be written.
            """)
        { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Write(path);
            Console.Out.WriteLine($"{InertText.OnOneLine(path)} is written. Next:");
            Console.Out.WriteLine($"  codered suite check {InertText.OnOneLine(path)}");
            return ExitCode.Fine;
        });
        return command;
    }

    private static void Write(string path)
    {
        using var example = typeof(InitCommand).Assembly.GetManifestResourceStream(Example)!;
        try
        {
            // Made and not replaced, even when another program makes it at the same moment.
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            example.CopyTo(file);
        }
        catch (IOException) when (File.Exists(path) || Directory.Exists(path))
        {
            throw new UsageException($"{path}: is there already, and nothing is overwritten; name another file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"{path}: cannot be written ({e.Message.TrimEnd('.')}); name a file in a folder that you may write to.");
        }
    }
}
