using System.CommandLine;
using System.CommandLine.Help;
using System.Data.Common;
using System.Text;
using CodeRed.Cli;
using CodeRed.Evidence.Documents;
using CodeRed.Findings.Wording;
using CodeRed.Providers;
using CodeRed.Store;

// One encoding everywhere: the signs of the text are the same on every system.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("""
    Code Red: did the language model you depend on get worse, and how surely?

    Try first:
      codered demo                                 what happened to GPT-4 in 2023
      codered drift before.csv after.csv           compare two sets of answers
      codered drift log.csv --split 2026-11-01     a production log, across a date
      codered rank votes.csv                       which model is preferred, by votes
      codered standings --skill coding             who leads, by published scores
      codered brief openai -o brief.html           all of it on one page
    """)
{
    ImportCommand.Create(),
    RunsCommand.Create(),
    DriftCommand.Create(),
    CompareCommand.Create(),
    RankCommand.Create(),
    StandingsCommand.Create(),
    HandoversCommand.Create(),
    UsageCommand.Create(),
    TalentCommand.Create(),
    ClaimsCommand.Create(),
    LevelsCommand.Create(),
    BriefCommand.Create(),
    LedgerCommand.Create(),
    InitCommand.Create(),
    SuiteCommand.Create(),
    ProbeCommand.Create(),
    DemoCommand.Create(),
    DoctorCommand.Create(),
};

var help = (HelpAction)root.Options.OfType<HelpOption>().Single().Action!;
help.MaxWidth = Terminal.TextWidth;
var parsed = root.Parse(args);
if (parsed.Action is HelpAction)
{
    // In the list of commands one line of each is enough; its own help has the rest.
    foreach (var command in parsed.CommandResult.Command.Subcommands)
    {
        command.Description = command.Description!.Split('\n')[0];
    }
}

if (parsed.Errors.Count > 0)
{
    foreach (string mistake in CommandLineMistake.All(parsed))
    {
        Console.Error.WriteLine(InertText.OnOneLine(mistake));
    }

    Console.Error.WriteLine($"Type '{CommandLineMistake.NameOf(parsed.CommandResult)} --help' for what it takes.");
    return ExitCode.BadUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
}
catch (DocumentException e)
{
    foreach (var problem in e.Problems)
    {
        Console.Error.WriteLine(InertText.Of(problem.ToString()));
    }

    return ExitCode.BadUsage;
}
catch (Exception e) when (e is UsageException or StoreException or TargetException)
{
    Console.Error.WriteLine(InertText.Of(e.Message));
    return ExitCode.BadUsage;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted; nothing was left half-done.");
    return ExitCode.Interrupted;
}
catch (IOException e) when (Terminal.IsClosedPipe(e))
{
    // Whoever read the output has seen enough, as 'head' does.
    return ExitCode.Fine;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(InertText.Of(e.Message));
    return ExitCode.BadUsage;
}
catch (DbException e)
{
    Console.Error.WriteLine(InertText.Of($"The database could not be read ({e.Message}); 'codered doctor' says what state it is in."));
    return ExitCode.CouldNotMeasure;
}
