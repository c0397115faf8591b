using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>Reads the answers that people have judged: a CSV file with the columns question, answer, passes and perhaps id and rubric.</summary>
internal sealed class AnchorReader(ICollection<DocumentProblem> problems)
{
    /// <summary>A frozen set is small; a large one is a slip.</summary>
    private const int Most = 10_000;

    public ImmutableArray<JudgeAnchor> Read(string path, bool suiteHasRubric)
    {
        var anchors = ImmutableArray.CreateBuilder<JudgeAnchor>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            using var rows = new CsvRows(new GuardedStream(RegularFile.Open(path, path), path, linesAreBounded: true, hashed: false), path, ',');
            int Column(string name) => rows.Header.ToList().IndexOf(name);
            var (id, question, answer, passes, rubric) = (Column("id"), Column("question"), Column("answer"), Column("passes"), Column("rubric"));
            string[] missing = [.. ((string[])["question", "answer", "passes"]).Where(c => Column(c) < 0)];
            if (missing.Length > 0)
            {
                throw new DocumentException(path, 1, $"there is no column {string.Join(" and no column ", missing)}", "name the columns question, answer and passes (true or false)");
            }

            if (rubric < 0 && !suiteHasRubric)
            {
                throw new DocumentException(path, 1, "there is no column rubric, and the suite's judge has no rubric either", "write judge: rubric:, or a column rubric");
            }

            while (rows.Read())
            {
                if (anchors.Count == Most)
                {
                    throw new DocumentException(path, rows.Line, $"there are more than {Most.ToString("N0", CultureInfo.InvariantCulture)} anchors", "keep a frozen choice of them");
                }

                bool? found = rows[passes].Trim().ToLowerInvariant() switch
                {
                    "true" or "pass" or "yes" or "1" => true,
                    "false" or "fail" or "no" or "0" => false,
                    _ => null,
                };
                if (found is null)
                {
                    problems.Add(new(path, rows.Line, $"'passes' is '{rows[passes]}'", "write true or false"));
                    continue;
                }

                string? own = rubric < 0 || rows[rubric].Length == 0 ? null : rows[rubric];
                string key = id < 0 || rows[id].Length == 0 ? KeyOf(rows[question], rows[answer], own, seen) : rows[id];
                anchors.Add(new(key, rows[question], rows[answer], own, found.Value));
            }
        }
        catch (DocumentException e)
        {
            foreach (var problem in e.Problems)
            {
                problems.Add(problem);
            }
        }

        foreach (var twice in anchors.GroupBy(a => a.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            problems.Add(new(path, 0, $"two anchors are called '{twice.Key}'", "give each its own id"));
        }

        return anchors.ToImmutable();
    }

    // Of what the judge is asked: a line that is put in elsewhere makes no other anchors of those that were there. The same again is told apart by a number, as items are.
    private static string KeyOf(string question, string answer, string? rubric, Dictionary<string, int> seen)
    {
        string key = CanonicalJson.Hash(new JsonObject { ["question"] = question, ["answer"] = answer, ["rubric"] = rubric }).Hex[..20];
        int time = seen[key] = seen.GetValueOrDefault(key) + 1;
        return time == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}#{time}");
    }
}
