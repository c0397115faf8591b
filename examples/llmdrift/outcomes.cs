// Makes the data of 'codered demo' from the original file: facts only, none of its texts.
//
//   dotnet run examples/llmdrift/outcomes.cs -- PRIME_FULL_EVAL.csv > src/CodeRed.Cli/Demo/gpt-4-primes-2023.csv
//
// PRIME_FULL_EVAL.csv is in the folder generation/ of github.com/lchen001/LLMDrift at 4938eb7 (Apache-2.0).
#:project ../../src/CodeRed.Interchange/CodeRed.Interchange.csproj
#:property PublishAot=false
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRed.Interchange;

if (args is not [var path])
{
    Console.Error.WriteLine("usage: dotnet run examples/llmdrift/outcomes.cs -- PRIME_FULL_EVAL.csv");
    return 2;
}

string mapping = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "examples/llmdrift", "primes.yaml");
using var reader = SourceReader.Open(path, Mapping.Read(mapping));
var output = Console.Out;
output.NewLine = "\n";
output.WriteLine("item,number,expected,model,found,length,asked");
foreach (var graded in reader.Read())
{
    if (!graded.Target.Name.StartsWith("openaichat/gpt-4-", StringComparison.Ordinal))
    {
        continue;
    }

    var sample = graded.Sample;
    string number = Regex.Match(sample.Item.Question!, "[0-9]+").Value;
    string model = graded.Target.Name.Replace("openaichat/", "openai:", StringComparison.Ordinal);
    string asked = sample.At!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Item.Key},{number},{sample.Item.Expected!.ToLowerInvariant()},{model},{graded.Grades[0].Raw.Label},{sample.Length},{asked}"));
}

return 0;
